using System.Globalization;

namespace Hindcast.Engine.Packs;

/// <summary>Days as packs write them: <c>yyyy-MM-dd</c>.</summary>
internal static class PackDay
{
    internal static bool TryParse(string text, out DateOnly day) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);
}
