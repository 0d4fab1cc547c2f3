using Hindcast.Sigma.Detections;
using Hindcast.Sigma.Yaml;

namespace Hindcast.Sigma.Loading;

/// <summary>Turns the detection section into named searches. Every fault is reported; reading goes on to find the others.</summary>
internal static class SigmaDetectionReader
{
    /// <summary>Reads all searches but the given keys.</summary>
    public static List<SigmaDetection> Read(SigmaDocument document, SigmaMap section, params string[] otherKeys)
    {
        List<SigmaDetection> detections = [];
        foreach (SigmaMapEntry entry in section.Entries)
        {
            if (otherKeys.Contains(entry.Key.Text))
            {
                continue;
            }

            if (ReadTerm(document, entry.Key, entry.Value) is { } term)
            {
                detections.Add(new SigmaDetection(entry.Key.Text, term, entry.Key.Line));
            }
        }

        return detections;
    }

    private static SigmaTerm? ReadTerm(SigmaDocument document, SigmaNode key, SigmaNode node)
    {
        switch (node)
        {
            case SigmaMap { Entries.Count: > 0 } map:
                List<SigmaTerm?> parts = [.. map.Entries.Select(e => ReadField(document, e))];
                return parts.Contains(null) ? null : parts is [{ } single] ? single : new SigmaAllOf(parts!);
            case SigmaList { Items.Count: > 0 } list:
                return ReadList(document, key, list);
            case SigmaScalar { IsNull: false } keyword:
                return Values(document, key, null, [keyword], SigmaModifiers.Read(document, key, []));
            default:
                document.Report(SigmaDiagnostics.EmptyDetection, key, key is SigmaScalar s ? $"'{s.Text}' without content" : node.Kind, "fields or keywords");
                return null;
        }
    }

    private static SigmaTerm? ReadList(SigmaDocument document, SigmaNode key, SigmaList list)
    {
        // Neighbouring keywords are one search; maps and lists stand for themselves.
        List<SigmaTerm?> parts = [];
        List<SigmaScalar> keywords = [.. list.Items.OfType<SigmaScalar>()];
        if (keywords.Count > 0)
        {
            parts.Add(Values(document, key, null, keywords, SigmaModifiers.Read(document, key, [])));
        }

        parts.AddRange(list.Items.Where(i => i is not SigmaScalar).Select(i => ReadTerm(document, i, i)));
        return parts.Contains(null) ? null : parts is [{ } single] ? single : new SigmaAnyOf(parts!);
    }

    private static SigmaValueTerm? ReadField(SigmaDocument document, SigmaMapEntry entry)
    {
        string[] names = entry.Key.Text.Split('|');
        SigmaModifiers? modifiers = SigmaModifiers.Read(document, entry.Key, names[1..]);
        if (modifiers is null)
        {
            return null;
        }

        string? field = names[0].Length == 0 ? null : names[0];
        switch (entry.Value)
        {
            case SigmaScalar scalar:
                return Values(document, entry.Key, field, [scalar], modifiers);
            case SigmaList { Items.Count: > 0 } list when list.Items.All(i => i is SigmaScalar):
                return Values(document, entry.Key, field, [.. list.Items.Cast<SigmaScalar>()], modifiers);
            case SigmaList { Items.Count: 0 }:
                document.Report(SigmaDiagnostics.EmptyDetection, entry.Key, $"'{entry.Key.Text}' with an empty list", "a value");
                return null;
            default:
                document.Report(SigmaDiagnostics.WrongType, entry.Value, $"{entry.Value.Kind} as value of '{entry.Key.Text}'", "a text, a number or a list of them");
                return null;
        }
    }

    private static SigmaValueTerm? Values(
        SigmaDocument document, SigmaNode key, string? field, List<SigmaScalar> values, SigmaModifiers? modifiers)
    {
        if (modifiers is null)
        {
            return null;
        }

        if (modifiers.All && values.Count == 1)
        {
            document.Report(SigmaDiagnostics.AllOnSingleValue, key, field is null ? "'|all' with one value" : $"'{field}|all' with one value", "a list of values");
        }

        List<IReadOnlyList<SigmaValueTest>?> choices = [];
        foreach (SigmaScalar value in values)
        {
            IReadOnlyList<SigmaValueTest>? tests = SigmaValueReader.Read(document, value, modifiers);
            if (field is null && tests is not null)
            {
                tests = Keyword(document, value, tests);
            }

            choices.Add(tests);
        }

        return choices.Contains(null) ? null : new SigmaValueTerm(field, choices!, modifiers.All, modifiers.IsNegated);
    }

    /// <summary>Keywords are searched anywhere in a text.</summary>
    private static List<SigmaValueTest>? Keyword(SigmaDocument document, SigmaScalar value, IReadOnlyList<SigmaValueTest> tests)
    {
        List<SigmaValueTest> keywords = [];
        foreach (SigmaValueTest test in tests)
        {
            switch (test)
            {
                case SigmaPattern pattern:
                    keywords.Add(pattern.Anywhere());
                    break;
                case SigmaRegex or SigmaNumber or SigmaCidr:
                    keywords.Add(test);
                    break;
                default:
                    document.Report(SigmaDiagnostics.WrongValue, value, value.Kind, "a text to search in the whole event");
                    return null;
            }
        }

        return keywords;
    }
}
