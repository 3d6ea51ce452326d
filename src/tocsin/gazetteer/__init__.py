"""Names and areas: name -> Place, Place within Place, boundaries.

>>> from tocsin.gazetteer import Gazetteer
>>> [m.name for m in Gazetteer.open().mentions("Взрывы в Макеевке и Белгородской области", "ru")]
['Makiivka', 'Belgorod Oblast']
"""

from tocsin.gazetteer.core import Explanation, Gazetteer, own_file
from tocsin.gazetteer.evidence import Context

__all__ = ["Context", "Explanation", "Gazetteer", "own_file"]
