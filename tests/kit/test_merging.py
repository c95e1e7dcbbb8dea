"""How a practice's data is laid over a kit's."""

from pipeline.kit.merging import merge, removed_in_vain


def test_tables_merge_key_by_key() -> None:
    assert merge({"a": {"x": 1, "y": 2}, "b": 3}, {"a": {"y": 4}}) == {"a": {"x": 1, "y": 4}, "b": 3}


def test_entries_with_ids_are_changed_added_and_removed_in_place() -> None:
    base = {"rows": [{"id": "a", "n": 1}, {"id": "b", "n": 2}, {"id": "c", "n": 3}]}
    change = {"rows": [{"id": "d", "n": 9}, {"id": "b", "n": 8}, {"id": "a", "remove": True}]}
    assert merge(base, change) == {"rows": [{"id": "b", "n": 8}, {"id": "c", "n": 3}, {"id": "d", "n": 9}]}


def test_a_table_inside_an_entry_is_replaced_whole_and_a_list_of_entries_is_merged() -> None:
    base = {"rows": [{"id": "a", "when": {"x": 1}, "n": 1, "parts": [{"id": "p", "k": 1}, {"id": "q"}]}]}
    change = {"rows": [{"id": "a", "when": {"y": 2}, "parts": [{"id": "p", "k": 2}]}]}
    assert merge(base, change) == {
        "rows": [{"id": "a", "when": {"y": 2}, "n": 1, "parts": [{"id": "p", "k": 2}, {"id": "q"}]}]
    }


def test_plain_lists_are_replaced() -> None:
    assert merge({"days": [30, 60]}, {"days": [10]}) == {"days": [10]}


def test_a_table_is_taken_out_by_name() -> None:
    assert merge({"a": {"x": {"n": 1}, "y": {"n": 2}}}, {"a": {"x": {"remove": True}}}) == {
        "a": {"y": {"n": 2}}
    }


def test_removing_what_is_not_there_changes_nothing() -> None:
    assert merge({"rows": [{"id": "a"}]}, {"rows": [{"id": "z", "remove": True}]}) == {"rows": [{"id": "a"}]}
    assert merge({"a": {}}, {"a": {"x": {"remove": True}}}) == {"a": {}}


def test_the_base_is_left_as_it_was() -> None:
    base = {"rows": [{"id": "a", "n": 1}]}
    merge(base, {"rows": [{"id": "a", "n": 2}]})
    assert base == {"rows": [{"id": "a", "n": 1}]}


def test_what_is_removed_in_vain_is_named_wherever_it_stands() -> None:
    base = {"a": {"x": {"n": 1}}, "rows": [{"id": "r", "parts": [{"id": "p"}]}], "plain": [1]}
    gone = {"remove": True}
    change = {
        "a": {"x": gone, "y": gone},
        "b": gone,
        "c": {"z": gone},
        "rows": [{"id": "r", "parts": [{"id": "p", **gone}, {"id": "q", **gone}]}, {"id": "s", **gone}],
        "plain": [{"id": "t", **gone}],
    }
    assert list(removed_in_vain(base, change)) == ["y", "b", "z", "q", "s", "t"]
    assert not list(removed_in_vain(base, {"a": gone, "rows": [{"id": "r", **gone}]}))
