namespace Hindcast.Web.Api;

/// <summary>Part of a list.</summary>
/// <param name="Items">The items.</param>
/// <param name="Next">Value of <c>after</c> for the next part, or null at the end.</param>
internal sealed record Page<T>(IReadOnlyList<T> Items, string? Next)
{
    /// <summary>Makes a part: a full one may have another behind it.</summary>
    internal static Page<T> Of(IReadOnlyList<T> items, int limit, Func<T, string> cursor) =>
        new(items, items.Count == limit ? cursor(items[^1]) : null);
}
