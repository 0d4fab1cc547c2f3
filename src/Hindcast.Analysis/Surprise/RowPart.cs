namespace Hindcast.Analysis.Surprise;

/// <summary>Where something stands in a row.</summary>
/// <param name="Start">Index of its first byte.</param>
/// <param name="Length">Bytes; 0 for nothing.</param>
public readonly record struct RowPart(int Start, int Length);
