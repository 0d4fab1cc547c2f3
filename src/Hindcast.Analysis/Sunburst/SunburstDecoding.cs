namespace Hindcast.Analysis.Sunburst;

/// <summary>The outcome of decoding one name: a record, or the reason why it is none.</summary>
/// <param name="Name">The name as given.</param>
/// <param name="Record">What it says; null when it was rejected.</param>
/// <param name="Reason">Why it was rejected; "" when it was not.</param>
public sealed record SunburstDecoding(string Name, SunburstRecord? Record, string Reason);
