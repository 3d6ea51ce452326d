"""A number as somebody bounded it, in words: the same in what is shown and in the reasons that are given."""


def bounds_in_words(low: int | None, high: int | None) -> str:
    """The number from its bounds, None where one is open: "104", "at least 3", "at most 10", "18 to 20"."""
    if low is None:
        return "a number not given" if high is None else f"at most {high:,}"
    if high is None:
        return f"at least {low:,}"
    return f"{low:,}" if low == high else f"{low:,} to {high:,}"


def bounds_in_signs(low: int | None, high: int | None) -> str:
    """The same where there is room for signs alone: "104", "≥3", "≤10", "18–20", "?"."""
    if low is None:
        return "?" if high is None else f"≤{high:,}"
    if high is None:
        return f"≥{low:,}"
    return f"{low:,}" if low == high else f"{low:,}–{high:,}"
