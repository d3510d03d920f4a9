using System.Collections;
using System.Collections.Immutable;
using SweepCluster.Domain.Families;

namespace SweepCluster.Domain.Cells;

/// <summary>Cells that lie anywhere in the sweep's space, in the order given.</summary>
public sealed class PointCells : ICellSet
{
    private readonly ImmutableArray<Cell> _cells;
    private readonly Dictionary<CellId, int> _numbers;
    private readonly CellTable _references;
    private readonly int[] _referenceOf;

    /// <param name="cells">Different cells, none of them a reference.</param>
    /// <exception cref="ArgumentException">A cell occurs twice.</exception>
    public PointCells(ImmutableArray<Cell> cells)
    {
        _cells = cells;
        _numbers = cells.Index().ToDictionary(pair => pair.Item.Id, pair => pair.Index);
        _references = new CellTable();
        _referenceOf = [.. cells.Select(cell => _references.Add(ReferenceCell.For(cell)))];
    }

    public int Count => _cells.Length;

    public ICellList References => _references;

    public Cell this[int index] => _cells[index];

    public int Find(CellId id) => _numbers.GetValueOrDefault(id, -1);

    public int ReferenceOf(int index) => _referenceOf[index];

    public IEnumerator<Cell> GetEnumerator() => _cells.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private sealed class CellTable : ICellList
    {
        private readonly List<Cell> _cells = [];
        private readonly Dictionary<CellId, int> _numbers = [];

        public int Count => _cells.Count;

        public Cell this[int index] => _cells[index];

        public int Find(CellId id) => _numbers.GetValueOrDefault(id, -1);

        public int Add(Cell cell)
        {
            if (_numbers.TryAdd(cell.Id, _cells.Count))
            {
                _cells.Add(cell);
            }

            return _numbers[cell.Id];
        }

        public IEnumerator<Cell> GetEnumerator() => _cells.GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
