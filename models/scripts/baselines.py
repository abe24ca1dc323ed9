"""Other kinds of model, to measure ours against: fitted on texts and labels, they predict labels."""

from __future__ import annotations

import random
from collections.abc import Callable

import spacy
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import make_pipeline
from sklearn.svm import LinearSVC
from spacy.training import Example
from spacy.util import fix_random_seed, minibatch

Predict = Callable[[list[str]], list[str]]

_ROUNDS = 4


def tfidf_svm(texts: list[str], labels: list[str], seed: int) -> Predict:
    """TF-IDF of one to three words, linear SVM."""
    vectors = TfidfVectorizer(ngram_range=(1, 3), min_df=2, sublinear_tf=True)
    model = make_pipeline(vectors, LinearSVC(C=0.5, random_state=seed))
    model.fit(texts, labels)
    return lambda unseen: list(model.predict(unseen))


def spacy_bag_of_words(texts: list[str], labels: list[str], seed: int) -> Predict:
    """spaCy's bag-of-words text categoriser (spacy.TextCatBOW.v3), one to three words."""
    fix_random_seed(seed)
    pipeline = spacy.blank("en")
    names = sorted(set(labels))
    pipeline.add_pipe(
        "textcat",
        config={
            "model": {
                "@architectures": "spacy.TextCatBOW.v3",
                "exclusive_classes": True,
                "ngram_size": 3,
                "no_output_layer": False,
            }
        },
    )
    examples = [
        Example.from_dict(
            pipeline.make_doc(text), {"cats": {name: float(name == label) for name in names}}
        )
        for text, label in zip(texts, labels, strict=True)
    ]
    optimizer = pipeline.initialize(lambda: examples[:500])
    shuffler = random.Random(seed)
    for _ in range(_ROUNDS):
        shuffler.shuffle(examples)
        for batch in minibatch(examples, 128):
            pipeline.update(batch, sgd=optimizer)
    return lambda unseen: [
        max(doc.cats, key=doc.cats.__getitem__) for doc in pipeline.pipe(unseen, batch_size=256)
    ]


ALL: dict[str, Callable[[list[str], list[str], int], Predict]] = {
    "TF-IDF, linear SVM": tfidf_svm,
    "spaCy bag of words": spacy_bag_of_words,
}
