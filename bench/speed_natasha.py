"""One round of natasha's documented pipeline over posts, for bench/speed.py; runs where natasha is installed.

    PYTHON bench/speed_natasha.py POSTS.json

Segmenter, morphology, syntax, names, lemmas, normal forms, and the facts of persons' names: what its README shows for
a text. Its extractors of dates, money and addresses are left out, which is to its advantage.
"""

import inspect
import json
import resource
import sys
import time
from pathlib import Path

if not hasattr(inspect, "getargspec"):  # its pymorphy2 asks for what Python 3.11 no longer has
    inspect.getargspec = lambda made: inspect.getfullargspec(made)[:4]  # type: ignore[attr-defined]

from natasha import (
    PER,
    Doc,
    MorphVocab,
    NamesExtractor,
    NewsEmbedding,
    NewsMorphTagger,
    NewsNERTagger,
    NewsSyntaxParser,
    Segmenter,
)


def main(path: Path) -> None:
    segmenter, vocab, embedding = Segmenter(), MorphVocab(), NewsEmbedding()
    morph, syntax, names = NewsMorphTagger(embedding), NewsSyntaxParser(embedding), NewsNERTagger(embedding)
    persons = NamesExtractor(vocab)
    texts = [row["text"] for row in json.loads(path.read_text("utf-8"))]
    ready, sentences = time.process_time(), 0
    for text in texts:
        doc = Doc(text)
        doc.segment(segmenter)
        doc.tag_morph(morph)
        doc.parse_syntax(syntax)
        doc.tag_ner(names)
        for token in doc.tokens:
            token.lemmatize(vocab)
        for span in doc.spans:
            span.normalize(vocab)
            if span.type == PER:
                span.extract_fact(persons)
        sentences += len(doc.sents)
    done = time.process_time()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    told = {"ready": ready, "first": ready, "seconds": done - ready, "made": sentences, "megabytes": peak}
    print(json.dumps(told))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
