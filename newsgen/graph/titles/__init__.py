"""From a title, as somebody wrote it, to the one article that it names.

The rules stand in order in `resolving`, each surer than the next; a doubt is never a link:

    equals       the very title, letter by letter
    addresses    a path, a url of this site, an old address, a slug
    resolving    the folded title, a former title, the title without house name and label (`bare`),
                 a unique beginning (`beginnings`)
    near         the same letters spaced otherwise, or words that align one by one, but for small
                 changes (`spelling`, `lookalikes`)
    outlines     which names can be near at all: most are not, and need no closer look
    numerals     what must be equal in any case: the numbers
    reports      what is left, as problems with candidates and scores
"""
