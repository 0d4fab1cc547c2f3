namespace Hindcast.Fleet.Results;

/// <summary>When a server was seen open to a flaw, and when it was first seen without.</summary>
/// <param name="Vulnerability">The CVE id.</param>
/// <param name="OpenFrom">First row that shows it open, in Unix milliseconds.</param>
/// <param name="OpenTo">Last row that shows it open.</param>
/// <param name="FixedFrom">First row that shows it fixed; null when never seen fixed.</param>
public sealed record ExposureSpan(string Vulnerability, long OpenFrom, long OpenTo, long? FixedFrom);
