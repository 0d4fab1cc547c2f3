namespace Hindcast.Engine.Store;

/// <summary>A column of what a query gives.</summary>
/// <param name="Name">Its name, which the query chose.</param>
/// <param name="IsNumber">True when it holds numbers.</param>
public sealed record QueryColumn(string Name, bool IsNumber);
