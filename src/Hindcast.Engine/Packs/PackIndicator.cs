namespace Hindcast.Engine.Packs;

/// <summary>A published indicator; a row of a pack's <c>indicators.csv</c>.</summary>
/// <param name="Type">What it is.</param>
/// <param name="Value">The value, clean.</param>
/// <param name="Context">What the publisher saw it do.</param>
/// <param name="Source">Who published it.</param>
/// <param name="Published">When.</param>
public sealed record PackIndicator(IndicatorType Type, string Value, string Context, string Source, DateOnly Published);
