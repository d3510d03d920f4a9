namespace SweepCluster.Domain.Planning.Refinement;

/// <summary>The quads of one level and slice in a rectangle of intervals, ends included. Enumerated without allocating.</summary>
internal readonly record struct QuadBlock(int Slice, int Level, int FirstI, int LastI, int FirstJ, int LastJ)
{
    public Enumerator GetEnumerator() => new(this);

    public struct Enumerator(QuadBlock block)
    {
        private int _i = block.FirstI;
        private int _j = block.FirstJ - 1;

        public readonly Quad Current => new(block.Slice, block.Level, _i, _j);

        public bool MoveNext()
        {
            if (++_j > block.LastJ)
            {
                (_i, _j) = (_i + 1, block.FirstJ);
            }

            return _i <= block.LastI;
        }
    }
}
