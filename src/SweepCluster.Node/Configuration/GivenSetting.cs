namespace SweepCluster.Node.Configuration;

/// <summary>A value that someone gave.</summary>
/// <param name="Place">Where, for messages: a line of a file, <c>environment</c> or <c>command line</c>.</param>
/// <param name="Called">What the place calls the key.</param>
/// <param name="Key">The key of the table; not necessarily one that is there.</param>
internal sealed record GivenSetting(string Place, string Called, string Key, string Text);
