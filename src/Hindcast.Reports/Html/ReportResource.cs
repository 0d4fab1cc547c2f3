using System.Text;

namespace Hindcast.Reports.Html;

/// <summary>Texts that lie in the assembly.</summary>
internal static class ReportResource
{
    private const string Prefix = "Hindcast.Reports.Html.";

    /// <summary>A text with line feeds, whatever the checkout made of it.</summary>
    internal static string Read(string name)
    {
        using Stream stream = typeof(ReportResource).Assembly.GetManifestResourceStream(Prefix + name)
            ?? throw new InvalidOperationException($"{Prefix}{name} is not in the assembly");
        using StreamReader reader = new(stream, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
