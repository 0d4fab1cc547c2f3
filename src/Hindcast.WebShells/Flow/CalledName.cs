namespace Hindcast.WebShells.Flow;

/// <summary>How a call is written.</summary>
/// <param name="Start">The token that it begins with.</param>
/// <param name="First">The first name.</param>
/// <param name="Last">The last name, that of the function.</param>
/// <param name="Names">All names; null for a plain call.</param>
/// <param name="Segments">Names and calls so far; 1 for a plain call.</param>
/// <param name="Type">Types that the code says the first name has.</param>
/// <param name="IsNew">True when an object is made.</param>
internal readonly record struct CalledName(int Start, string First, string Last, CallChain? Names, int Segments, string Type, bool IsNew)
{
    /// <summary>All names, joined by dots.</summary>
    internal string Chain => Names?.Text ?? First;
}
