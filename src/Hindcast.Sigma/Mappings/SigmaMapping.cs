namespace Hindcast.Sigma.Mappings;

/// <summary>What one log source of rules means. Immutable.</summary>
/// <param name="LogSource">Category, product and service; empty parts are not looked at.</param>
/// <param name="Sources">The kinds of events; any of them.</param>
/// <param name="File">The mapping file.</param>
/// <param name="Line">Its line, from 1.</param>
public sealed record SigmaMapping(SigmaLogSource LogSource, IReadOnlyList<SigmaMappedSource> Sources, string File, int Line);
