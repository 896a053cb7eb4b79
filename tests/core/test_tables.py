"""Tables that somebody brings: what is read, and the sentence for what is not."""

from __future__ import annotations

import re

import numpy as np
import pytest

from app.core.data.tables import TableError, read_table


@pytest.mark.parametrize(
    "text", ["1,2\n3,4", "1;2\r\n3;4\r\n", "1\t2\n\n3\t4\n\n", "\ufeff 1 , 2 \n 3,4", b"\xef\xbb\xbf1,2\n3,4"]
)
def test_columns_of_numbers_are_read(text: str | bytes) -> None:
    table = read_table(text)
    assert table.names == ("x1", "y")
    assert table.values.tolist() == [[1, 2], [3, 4]]
    assert table.samples.x.tolist() == [[1, 1], [3, 1]]
    assert table.samples.y.tolist() == [2, 4]


def test_the_first_line_may_hold_names() -> None:
    table = read_table('"size, in m2";rent\n50;1e3\n-2.5e-3;.5')
    assert table.names == ("size, in m2", "rent")
    assert table.values.tolist() == [[50, 1000], [-0.0025, 0.5]]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "the table is empty"),
        ("\n \n", "the table is empty"),
        ("1,2", "the table has 1 rows of numbers"),
        ("a,b", "the table has 0 rows"),
        ("1\n2", "line 1 has 1 column;"),
        ("1,2\n3,4\n5", "line 3 has 1 column, the first line 2"),
        ("1,2\n\n3,4,5", "line 3 has 3 columns, the first line 2"),
        ("1,2\n3,nan", "line 2, column 2 is 'nan'"),
        ("1,2\n3,1e999", "line 2, column 2 is '1e999'; it must lie within 1e+15 of 0"),
        ("1,2\ninf,4", "line 2, column 1 is 'inf'"),
        ("1,2\n3,", "line 2, column 2 is ''"),
        ("1,2\n3,=SUM(A1:A2)", "line 2, column 2 is '=SUM(A1:A2)'"),
        ("1,2\n3,4_0", "line 2, column 2 is '4_0'"),
        ("1,2\n3,\u0664", "line 2, column 2 is '\u0664'"),
        ("1,2\n3,0x10", "line 2, column 2 is '0x10'"),
        ("1,x\n3,4", "line 1, column 2 is 'x'"),
        ("a,a\n1,2\n3,4", "line 1 must name each column"),
        ("a,\n1,2\n3,4", "line 1 must name each column"),
        ('1,2\n3,"4', "line 2 cannot be read as CSV"),
        ("1,2\n3,4\x00", r"line 2, column 2 is '4\x00'"),
        (b"1,2\n3,\xff", "line 2 is not UTF-8"),
        ("1,2\n3,4".encode("utf-16"), "line 1 is not UTF-8"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "line 1 is not UTF-8"),
        ("1,2\n" * 10_001, "the table has 10001 rows of numbers; there must be 2 to 10000"),
        ("1,2\n" * 700_000, "the table is longer than 2500000 characters"),
        (",".join("1" * 900_000), "line 1 has 900000 columns"),
        ((",".join("1" * 12) + "\n") * 2, "line 1 has 12 columns"),
        ("9" * 200_000 + ",1\n1,2", "line 1 cannot be read as CSV"),
    ],
)
def test_what_is_no_table_is_told_with_line_and_column(text: str | bytes, sentence: str) -> None:
    with pytest.raises(TableError, match="^" + re.escape(sentence)):
        read_table(text)


def test_ten_thousand_rows_of_ten_features_fit_in_to_the_last_digit() -> None:
    values = np.random.default_rng(0).standard_normal((10_000, 9))
    text = "\n".join(",".join(map(repr, row)) for row in values.tolist())
    assert np.array_equal(read_table(text).values, values)
