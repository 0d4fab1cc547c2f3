namespace Hindcast.Formats.Archives;

/// <summary>What everything that reads one tree shares. Immutable but for the sink; thread-safe.</summary>
/// <param name="Limits">The limits.</param>
/// <param name="Password">For encrypted archives.</param>
/// <param name="Sink">Takes what is wrong.</param>
/// <param name="ByLinux">True when <see cref="LinuxCalls"/> are to be used, false for the ways of .NET alone. Both tell the same.</param>
internal sealed record TreeScope(EvidenceLimits Limits, string? Password, DiagnosticSink Sink, bool ByLinux);
