namespace Hindcast.Sigma.Yaml;

/// <summary>One key of a YAML mapping with its value.</summary>
/// <param name="Key">The key; keys of rule files are scalars.</param>
/// <param name="Value">The value.</param>
public sealed record SigmaMapEntry(SigmaScalar Key, SigmaNode Value);
