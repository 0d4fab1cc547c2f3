using System.Buffers;
using System.Text.RegularExpressions;
using Hindcast.WebShells.Flow;

namespace Hindcast.WebShells.Shapes;

/// <summary>Objects that a page's markup makes on the server instead of its code: object tags, and data sources that call a method by its name.</summary>
internal static partial class ServerObject
{
    private const int More = 8;

    private static readonly SearchValues<string> Tags = SearchValues.Create(["<object", "<asp:ObjectDataSource"], StringComparison.OrdinalIgnoreCase);

    /// <summary>Signs of objects that run commands or work on the machine.</summary>
    internal static IEnumerable<FoundSign> Signs(string text)
    {
        if (!text.AsSpan().ContainsAny(Tags))
        {
            yield break;
        }

        foreach (Match tag in ObjectTag().Matches(text))
        {
            if (tag.Value.Contains("runat", StringComparison.OrdinalIgnoreCase) && MadeBy().Match(tag.Value) is { Success: true } made && NamedThings.Find(made.Groups[1].Value) is { } thing)
            {
                // Markup makes it for the page to use; a text in code may be there for other reasons.
                yield return new FoundSign(tag.Index, thing.Capability, thing.Reason, thing.Weight + More, false);
            }
        }

        foreach (Match tag in DataSource().Matches(text))
        {
            if (MachineClass().IsMatch(tag.Value))
            {
                yield return new FoundSign(tag.Index, PageCapability.StartsProcess, "calls a class of the machine from a data source", 64, false);
            }
        }
    }

    [GeneratedRegex("<object\\b[^>]{0,800}>", RegexOptions.IgnoreCase)]
    private static partial Regex ObjectTag();

    [GeneratedRegex("\\b(?:progid|classid)\\s{0,4}=\\s{0,4}[\"']?([^\"'>]{1,80})", RegexOptions.IgnoreCase)]
    private static partial Regex MadeBy();

    [GeneratedRegex("<asp:ObjectDataSource\\b[^>]{0,800}>", RegexOptions.IgnoreCase)]
    private static partial Regex DataSource();

    [GeneratedRegex("\\btypename\\s{0,4}=\\s{0,4}[\"']?\\s{0,4}(system[.](diagnostics|io|reflection|net|management|codedom)|microsoft[.](csharp|jscript|visualbasic|win32))[.]", RegexOptions.IgnoreCase)]
    private static partial Regex MachineClass();
}
