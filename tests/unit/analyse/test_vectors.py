"""Vectors of texts: their form, and that nothing beside a text changes them."""

from importlib import resources
from pathlib import Path

import numpy as np
import pytest

from sayso.analyse.encoding import CLS, SEP
from sayso.analyse.model import Model
from sayso.analyse.vectors import DIMENSION, METHOD, WINDOW, Encoder, layer_inputs, pieces
from sayso.errors import ModelMissing

SHIPPED = Path(str(resources.files("sayso.analyse"))) / "model"
needs_model = pytest.mark.skipif(not (SHIPPED / "vectors.onnx").exists(), reason="the model is not in the tree")
TEXTS = (
    "Fish stocks could fall by 37 per cent.",
    "",
    "If nothing changes, we will lose 37 per cent of the fish.",
    "The museum reopens on Sunday after two years of repairs, and entry will be free for everybody until the end of May.",
    "Yes",
)


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder.load()


def test_pieces_stand_between_separators():
    assert pieces("") == [CLS, SEP]
    assert pieces("Yes") == pieces("yes")
    assert len(pieces("yes no")) == 4


def test_a_long_text_is_cut_at_the_window():
    long = pieces("word " * 500)
    assert len(long) == WINDOW
    assert long[-1] == SEP


def test_the_network_gets_no_case_and_no_quotation_marks():
    given = layer_inputs([pieces("Yes NO"), pieces("a b")])
    assert given["case"].tolist() == [[0, 3, 3, 0]] * 2
    assert not given["quotation"].any()
    assert given["mask"].all()


@needs_model
def test_vectors_have_unit_length_and_empty_texts_none(encoder: Encoder):
    vectors = encoder.vectors(TEXTS)
    assert vectors.shape == (len(TEXTS), DIMENSION)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1, 0, 1, 1, 1], abs=1e-3)
    assert encoder.method == METHOD


@needs_model
def test_no_texts_give_no_vectors(encoder: Encoder):
    assert encoder.vectors([]).shape == (0, DIMENSION)


@needs_model
def test_what_stands_beside_a_text_changes_nothing(encoder: Encoder):
    together = encoder.vectors(TEXTS)
    assert np.array_equal(together[::-1], encoder.vectors(TEXTS[::-1]))
    assert np.array_equal(together, np.concatenate([encoder.vectors([text]) for text in TEXTS]))


@needs_model
@pytest.mark.parametrize("text", [" \n\t", "\u200b", "…", "x" * 10_000, "word " * 1_000, "\ud800", "日本"])
def test_strange_texts_have_finite_vectors(encoder: Encoder, text: str):
    assert np.isfinite(encoder.vectors([text])).all()


@needs_model
def test_what_says_the_same_is_nearer_than_what_does_not(encoder: Encoder):
    fall, _, lose, museum, _ = encoder.vectors(TEXTS)
    assert fall @ lose > fall @ museum + 0.2


@needs_model
def test_names_count(encoder: Encoder):
    spain, again, norway = encoder.vectors(["Spain leaves the treaty", "Spain quits the treaty", "Norway leaves the treaty"])
    assert spain @ again > spain @ norway


@needs_model
def test_a_model_can_be_shared_with_the_reader(encoder: Encoder):
    model = Model.load()
    assert np.array_equal(Encoder(model).vectors(TEXTS), encoder.vectors(TEXTS))


@needs_model
def test_an_absent_head_is_a_missing_model(tmp_path: Path):
    for name in ("reader.onnx", "reader.npz"):
        (tmp_path / name).symlink_to(SHIPPED / name)
    with pytest.raises(ModelMissing):
        Encoder.load(tmp_path).vectors(["Yes"])
