namespace SweepCluster.Node.Http.Documents;

/// <param name="Level">As the setting <c>log.level</c>: debug, information, warning or error.</param>
public sealed record LogLevelDocument(string Level);
