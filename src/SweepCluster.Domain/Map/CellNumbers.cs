using SweepCluster.Domain.Cells;

namespace SweepCluster.Domain.Map;

/// <summary>The different cells among some, numbered in the order in which they came first.</summary>
internal sealed class CellNumbers
{
    private readonly List<Cell> _cells;

    // By text: the dictionary then takes the faster of its hashes for text.
    private readonly Dictionary<string, int> _numbers;

    public CellNumbers(IEnumerable<Cell> cells)
    {
        var expected = cells.TryGetNonEnumeratedCount(out var count) ? count : 0;
        _cells = new List<Cell>(expected);
        _numbers = new Dictionary<string, int>(expected, StringComparer.Ordinal);
        foreach (var cell in cells)
        {
            if (_numbers.TryAdd(cell.Id.Text, _cells.Count))
            {
                _cells.Add(cell);
            }
        }
    }

    public int Count => _cells.Count;

    public Cell this[int number] => _cells[number];

    /// <summary>The number of a cell; −1 for one that is not here.</summary>
    public int Find(CellId id) => _numbers.GetValueOrDefault(id.Text, -1);

    /// <summary>
    /// The numbers of many cells. Results mostly come in the order of their cells, so the cell after the last one
    /// found is tried before the others are searched.
    /// </summary>
    public int[] Find(IEnumerable<CellId> ids, int count)
    {
        var numbers = new int[count];
        var (i, next) = (0, 0);
        foreach (var id in ids)
        {
            next = next < Count ? next : 0;
            var number = next < Count && _cells[next].Id.Text == id.Text ? next : Find(id);
            numbers[i++] = number;
            next = number + 1;
        }

        return numbers;
    }
}
