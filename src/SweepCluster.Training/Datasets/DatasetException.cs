namespace SweepCluster.Training.Datasets;

/// <summary>A data set that cannot be used, told to the user: the place, what was found, what is allowed and the remedy.</summary>
public sealed class DatasetException : Exception
{
    public DatasetException()
    {
    }

    public DatasetException(string message)
        : base(message)
    {
    }

    public DatasetException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
