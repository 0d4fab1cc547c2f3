using System.Text.RegularExpressions;

namespace Hindcast.WebShells.Shapes;

/// <summary>A <c>.compiled</c> file of the ASP.NET temporary files: names the page that was compiled, also when it is gone.</summary>
internal static partial class CompiledMap
{
    /// <summary>The virtual path, or null when the text is no such file.</summary>
    internal static string? VirtualPath(string text)
    {
        if (text.Length > 16 * 1024 || !text.Contains("<preserve", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        Match path = Path().Match(text);
        return path.Success ? Reading.PageText.Safe(path.Groups[1].Value) : null;
    }

    [GeneratedRegex("virtualPath=\"([^\"]{1,400})\"", RegexOptions.IgnoreCase)]
    private static partial Regex Path();
}
