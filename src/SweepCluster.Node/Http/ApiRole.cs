namespace SweepCluster.Node.Http;

/// <summary>What a caller may do.</summary>
public enum ApiRole
{
    /// <summary>Anyone, without a token.</summary>
    Anyone,

    /// <summary>Reads.</summary>
    Viewer,

    /// <summary>Reads and changes.</summary>
    Operator,
}
