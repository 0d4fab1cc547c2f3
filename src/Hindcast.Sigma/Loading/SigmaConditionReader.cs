using System.Globalization;
using System.Text.RegularExpressions;
using Hindcast.Sigma.Conditions;
using Hindcast.Sigma.Detections;
using Hindcast.Sigma.Yaml;

namespace Hindcast.Sigma.Loading;

/// <summary>
/// Parses a condition: <c>or</c> binds least, then <c>and</c>, <c>not</c>, <c>x of</c>, brackets. Words are taken
/// whatever their case.
/// </summary>
internal sealed partial class SigmaConditionReader
{
    private readonly SigmaDocument document;
    private readonly IReadOnlyList<SigmaDetection> detections;
    private readonly SigmaScalar node;
    private readonly HashSet<int> used;
    private readonly List<(string Text, int At)> tokens = [];
    private int next;

    private SigmaConditionReader(SigmaDocument document, IReadOnlyList<SigmaDetection> detections, SigmaScalar node, HashSet<int> used)
    {
        this.document = document;
        this.detections = detections;
        this.node = node;
        this.used = used;
    }

    /// <summary>Parses one condition; null when it was reported. Detections that it uses are added to <paramref name="used"/>.</summary>
    public static SigmaCondition? Read(
        SigmaDocument document, IReadOnlyList<SigmaDetection> detections, SigmaScalar node, HashSet<int> used, out SigmaAggregation? aggregation)
    {
        SigmaConditionReader reader = new(document, detections, node, used);
        aggregation = null;
        try
        {
            string text = node.Text;
            int pipe = text.IndexOf('|', StringComparison.Ordinal);
            if (pipe >= 0)
            {
                aggregation = reader.Aggregation(text[(pipe + 1)..].Trim(), pipe);
                text = text[..pipe];
            }

            foreach (Match match in Token().Matches(text))
            {
                reader.tokens.Add((match.Value, match.Index));
            }

            SigmaCondition condition = reader.Or(0);
            return reader.next < reader.tokens.Count ? throw reader.Unexpected("'and', 'or' or the end") : condition;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private SigmaCondition Or(int depth)
    {
        List<SigmaCondition> operands = [And(depth)];
        while (Accept("or"))
        {
            operands.Add(And(depth));
        }

        return operands.Count == 1 ? operands[0] : new SigmaAtLeast(1, operands);
    }

    private SigmaCondition And(int depth)
    {
        List<SigmaCondition> operands = [Not(depth)];
        while (Accept("and"))
        {
            operands.Add(Not(depth));
        }

        return operands.Count == 1 ? operands[0] : new SigmaAtLeast(operands.Count, operands);
    }

    private SigmaCondition Not(int depth)
    {
        if (depth > document.Options.MaxConditionDepth)
        {
            throw Fail(SigmaDiagnostics.LimitExceeded, "nesting deeper than the limit", $"at most {document.Options.MaxConditionDepth} levels");
        }

        return Accept("not") ? new SigmaNot(Not(depth + 1)) : Primary(depth);
    }

    private SigmaCondition Primary(int depth)
    {
        if (next >= tokens.Count)
        {
            throw Unexpected("the name of a detection");
        }

        if (Accept("("))
        {
            SigmaCondition inner = Or(depth + 1);
            return Accept(")") ? inner : throw Unexpected("')'");
        }

        string word = tokens[next].Text;
        if (next + 1 < tokens.Count && string.Equals(tokens[next + 1].Text, "of", StringComparison.OrdinalIgnoreCase))
        {
            return Of(word);
        }

        if (word is ")" || Is(word, "and") || Is(word, "or"))
        {
            throw Unexpected("the name of a detection");
        }

        next++;
        if (word.Contains('*'))
        {
            next--;
            throw Unexpected("'1 of' or 'all of' before a pattern");
        }

        for (int i = 0; i < detections.Count; i++)
        {
            if (string.Equals(detections[i].Name, word, StringComparison.Ordinal))
            {
                used.Add(i);
                return new SigmaDetectionReference(i);
            }
        }

        next--;
        throw Fail(
            SigmaDiagnostics.UnknownDetection, $"'{word}'", $"one of {string.Join(", ", detections.Take(12).Select(d => d.Name))}",
            SigmaSpelling.Nearest(word, detections.Select(d => d.Name)));
    }

    private SigmaAtLeast Of(string quantity)
    {
        int count = Is(quantity, "all") ? int.MaxValue : Is(quantity, "any") ? 1
            : int.TryParse(quantity, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0 ? number
            : throw Unexpected("'1 of', 'all of', 'any of' or a number");
        next += 2;
        if (next >= tokens.Count)
        {
            throw Unexpected("'them' or a pattern");
        }

        string pattern = tokens[next].Text;
        List<int> members = [];
        for (int i = 0; i < detections.Count; i++)
        {
            bool fits = Is(pattern, "them")
                ? !detections[i].Name.StartsWith('_')
                : SigmaPattern.Parse(pattern, cased: true).Matches(detections[i].Name);
            if (fits)
            {
                members.Add(i);
            }
        }

        if (members.Count == 0)
        {
            string stem = pattern.TrimEnd('*');
            string nearest = SigmaSpelling.Nearest(stem, detections.Select(d => d.Name).Concat(detections.Select(d => d.Name[..Math.Min(d.Name.Length, stem.Length)])));
            throw Fail(SigmaDiagnostics.PatternWithoutMatch, $"'{pattern}'", $"a pattern for {string.Join(", ", detections.Take(12).Select(d => d.Name))}", nearest);
        }

        next++;
        used.UnionWith(members);
        if (count != int.MaxValue && count > members.Count)
        {
            next--;
            throw Fail(SigmaDiagnostics.ConditionSyntax, $"'{count} of' over {members.Count} detections", $"at most {members.Count}");
        }

        return new SigmaAtLeast(Math.Min(count, members.Count), [.. members.Select(m => new SigmaDetectionReference(m))]);
    }

    private SigmaAggregation Aggregation(string text, int at)
    {
        Match match = AggregationForm().Match(text);
        if (!match.Success)
        {
            bool isNear = text.StartsWith("near ", StringComparison.OrdinalIgnoreCase);
            next = 0;
            tokens.Add((text, at + 1));
            throw Fail(
                isNear ? SigmaDiagnostics.UnsupportedAggregation : SigmaDiagnostics.ConditionSyntax, $"'{text}' after the pipe",
                isNear ? "a temporal correlation instead" : "count(), sum(), avg(), min() or max(), 'by' fields, a comparison and a number");
        }

        string[] groups = match.Groups[3].Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return new SigmaAggregation(
            match.Groups[1].Value.ToLowerInvariant(), match.Groups[2].Value.Trim(), groups, match.Groups[4].Value, match.Groups[5].Value);
    }

    private bool Accept(string word)
    {
        bool isNext = next < tokens.Count && Is(tokens[next].Text, word);
        next += isNext ? 1 : 0;
        return isNext;
    }

    private static bool Is(string word, string keyword) => string.Equals(word, keyword, StringComparison.OrdinalIgnoreCase);

    private FormatException Unexpected(string expected) =>
        Fail(SigmaDiagnostics.ConditionSyntax, next < tokens.Count ? $"'{tokens[next].Text}'" : "the end of the condition", expected);

    private FormatException Fail(Evidence.DiagnosticDescriptor descriptor, string found, string expected, string suggestion = "")
    {
        // In a folded text the column cannot be told from the place in the text.
        int offset = next < tokens.Count ? tokens[next].At : node.Text.Length;
        document.Report(descriptor, node, found, expected, suggestion, node.Text.Contains('\n') ? 0 : offset);
        return new FormatException(found);
    }

    [GeneratedRegex(@"[()]|[^\s()]+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Token();

    [GeneratedRegex(@"^(count|sum|avg|min|max)\s*\(\s*([^()]*)\)\s*(?:by\s+(.+?))?\s*(<=|>=|==|!=|=|<|>)\s*(\d+(?:\.\d+)?)\s*$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex AggregationForm();
}
