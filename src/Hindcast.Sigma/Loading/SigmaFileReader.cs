using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Hindcast.Sigma.Conditions;
using Hindcast.Sigma.Correlations;
using Hindcast.Sigma.Filters;
using Hindcast.Sigma.Yaml;

namespace Hindcast.Sigma.Loading;

/// <summary>
/// Reads one rule file: cuts it into documents (so that a broken one leaves the others whole) and follows
/// <c>action: global</c>, <c>reset</c> and <c>repeat</c> of rule collections.
/// </summary>
internal static class SigmaFileReader
{
    public static SigmaFileContent Read(string file, string text, SigmaLoadOptions options)
    {
        SigmaFileContent content = new()
        {
            Fingerprint = $"{file}\n{Sha256(text)}\n",
        };
        if (text.Length > options.MaxFileBytes)
        {
            content.Problems.Add(SigmaDocument.Problem(
                SigmaDiagnostics.LimitExceeded, file, 0, 0, $"{text.Length} characters", $"at most {options.MaxFileBytes}", "", ""));
            return content;
        }

        SigmaMap? global = null;
        SigmaMap? previous = null;
        foreach ((string part, int lineOffset) in Cut(text.TrimStart('\uFEFF')))
        {
            SigmaNode? node;
            try
            {
                node = SigmaYamlReader.Read(part, lineOffset, options);
            }
            catch (SigmaYamlException e)
            {
                content.DocumentCount++;
                content.Problems.Add(SigmaDocument.Problem(e.Descriptor, file, e.Line, e.Column, e.Message, e.Expected, "", ""));
                continue;
            }

            if (node is null)
            {
                continue;
            }

            content.DocumentCount++;
            if (node is not SigmaMap map)
            {
                content.Problems.Add(SigmaDocument.Problem(
                    SigmaDiagnostics.NotARule, file, node.Line, node.Column, $"{node.Kind} at the top", "a map with title, logsource and detection", "", ""));
                continue;
            }

            string action = (map.Find("action") as SigmaScalar)?.Text ?? "";
            if (action == "global")
            {
                global = global is null ? map : Merge(global, map);
                continue;
            }

            if (action == "reset")
            {
                global = null;
            }

            map = action == "repeat" && previous is not null ? Merge(previous, map) : global is null ? map : Merge(global, map);
            previous = map;
            ReadDocument(new SigmaDocument(file, map, options, content.Problems), part, content);
        }

        return content;
    }

    private static string Sha256(string text)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        string hash = Convert.ToHexStringLower(SHA256.HashData(buffer.AsSpan(0, Encoding.UTF8.GetBytes(text, buffer))));
        ArrayPool<byte>.Shared.Return(buffer);
        return hash;
    }

    private static void ReadDocument(SigmaDocument document, string text, SigmaFileContent content)
    {
        SigmaMap root = document.Root;
        if (root.Find("correlation") is not null)
        {
            Add(content.Correlations, SigmaCorrelationReader.Read(document, text));
        }
        else if (root.Find("filter") is not null)
        {
            Add(content.Filters, SigmaFilterReader.Read(document, text));
        }
        else if (root.Find("detection") is null && root.Find("logsource") is null)
        {
            string nearest = SigmaHeaderReader.Near(root, "detection");
            document.Report(SigmaDiagnostics.NotARule, root, "no detection, correlation or filter", "a Sigma rule", nearest);
        }
        else if (SigmaRuleReader.Read(document, text, out SigmaAggregation? aggregation) is { } rule)
        {
            if (aggregation is null)
            {
                content.Rules.Add(rule);
            }
            else if (SigmaCorrelationReader.FromAggregation(document, rule, aggregation) is { } correlation)
            {
                content.Rules.Add(rule.AsPartOfAggregation());
                content.Correlations.Add(correlation);
            }
        }
    }

    private static void Add<T>(List<T> list, T? item)
        where T : class
    {
        if (item is not null)
        {
            list.Add(item);
        }
    }

    /// <summary>Cuts at lines that begin with three dashes: YAML allows them nowhere else in the first column.</summary>
    private static IEnumerable<(string Text, int LineOffset)> Cut(string text)
    {
        int start = 0;
        int startLine = 0;
        int line = 0;
        for (int at = 0; at < text.Length; line++)
        {
            bool isMark = string.CompareOrdinal(text, at, "---", 0, 3) == 0 && (at + 3 == text.Length || char.IsWhiteSpace(text[at + 3]));
            if (isMark && at > start)
            {
                yield return (text[start..at], startLine);
                (start, startLine) = (at, line);
            }

            int end = text.IndexOf('\n', at);
            at = end < 0 ? text.Length : end + 1;
        }

        yield return (text[start..], startLine);
    }

    /// <summary>Maps merge key by key; anything else of the later document replaces the earlier.</summary>
    private static SigmaMap Merge(SigmaMap earlier, SigmaMap later)
    {
        List<SigmaMapEntry> entries = [];
        foreach (SigmaMapEntry entry in earlier.Entries.Where(e => e.Key.Text != "action"))
        {
            SigmaNode? replacement = later.Find(entry.Key.Text);
            entries.Add(replacement is null ? entry
                : replacement is SigmaMap two && entry.Value is SigmaMap one ? entry with { Value = Merge(one, two) }
                : entry with { Value = replacement });
        }

        entries.AddRange(later.Entries.Where(e => e.Key.Text != "action" && earlier.Find(e.Key.Text) is null));
        return new SigmaMap(entries, later.Line, later.Column);
    }
}
