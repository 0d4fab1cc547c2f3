namespace Hindcast.Formats.Archives;

/// <summary>What everything that reads one tree shares. Immutable but for the sink; thread-safe.</summary>
internal sealed record TreeScope(EvidenceLimits Limits, string? Password, DiagnosticSink Sink);
