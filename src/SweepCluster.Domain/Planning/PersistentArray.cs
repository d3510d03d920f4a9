namespace SweepCluster.Domain.Planning;

/// <summary>
/// An immutable array that is changed by making another one: the two share all that is equal. Entries never set
/// are the default and take no memory, so the numbers may be far apart. A tree of 32-way nodes, as in Bagwell,
/// "Ideal Hash Trees" (2001), with batches of changes made in place on nodes that only the batch can see. Leaves are
/// smaller, as a change copies its whole leaf.
/// </summary>
internal sealed class PersistentArray<T>
    where T : struct
{
    private const int Bits = 5;
    private const int Width = 1 << Bits;
    private const int LeafBits = 3;
    private const int LeafWidth = 1 << LeafBits;

    private readonly Node? _root;

    /// <summary>The bits of an index below those that choose among the root's children; 0 when the root is a leaf.</summary>
    private readonly int _shift;

    /// <param name="length">Entries are numbered 0 … length − 1.</param>
    public PersistentArray(long length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        Length = length;
        if (length > LeafWidth)
        {
            for (_shift = LeafBits; (length - 1) >> _shift >= Width; _shift += Bits)
            {
            }
        }
    }

    private PersistentArray(long length, int shift, Node? root) => (Length, _shift, _root) = (length, shift, root);

    public long Length { get; }

    public T this[long index] => Read(_root, _shift, index);

    /// <summary>Begins a batch of changes.</summary>
    public Editor Edit() => new(this);

    private static T Read(Node? node, int shift, long index)
    {
        for (; shift > 0 && node is not null; shift -= Bits)
        {
            node = node.Children![(int)(index >> shift) & (Width - 1)];
        }

        return node is null ? default : node.Values![(int)index & (LeafWidth - 1)];
    }

    /// <summary>A batch of changes to one array; for one thread.</summary>
    public sealed class Editor
    {
        private readonly long _length;
        private readonly int _shift;
        private object _owner = new();
        private Node? _root;

        internal Editor(PersistentArray<T> array) => (_length, _shift, _root) = (array.Length, array._shift, array._root);

        public T this[long index]
        {
            get => Read(_root, _shift, index);
            set => At(index) = value;
        }

        /// <summary>The entry itself, to be changed in place before the next call.</summary>
        public ref T At(long index)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, _length);
            ref var node = ref _root;
            for (var shift = _shift; shift > 0; shift -= Bits)
            {
                node = Own(node, isLeaf: false);
                node = ref node.Children![(int)(index >> shift) & (Width - 1)];
            }

            node = Own(node, isLeaf: true);
            return ref node.Values![(int)index & (LeafWidth - 1)];
        }

        /// <summary>The array with all changes so far. Later changes do not reach it.</summary>
        public PersistentArray<T> Finish()
        {
            _owner = new();
            return new PersistentArray<T>(_length, _shift, _root);
        }

        private Node Own(Node? node, bool isLeaf)
        {
            if (node is not null && ReferenceEquals(node.Owner, _owner))
            {
                return node;
            }

            return isLeaf
                ? new Node(_owner, null, node is null ? new T[LeafWidth] : (T[])node.Values!.Clone())
                : new Node(_owner, node is null ? new Node?[Width] : (Node?[])node.Children!.Clone(), null);
        }
    }

    private sealed class Node(object owner, Node?[]? children, T[]? values)
    {
        public object Owner => owner;

        public Node?[]? Children => children;

        public T[]? Values => values;
    }
}
