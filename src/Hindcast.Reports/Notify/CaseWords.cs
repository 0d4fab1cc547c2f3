using System.Text.RegularExpressions;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Reports.Notify;

/// <summary>Sentences of a case for readers who do not have the case: its ids (A1, I1) become words.</summary>
internal static partial class CaseWords
{
    internal static string WithoutIds(string text, Assessment assessment) => Id().Replace(text, match =>
    {
        string number = match.ValueSpan[1..].ToString();
        return match.ValueSpan[0] == 'A'
            ? assessment.Actors.Clusters.All(c => c.Id != match.Value) ? match.Value
                : assessment.Actors.Clusters.Count == 1 ? "the intruder" : $"intruder {number}"
            : assessment.Intrusions.All(i => i.Id != match.Value) ? match.Value
                : assessment.Intrusions.Count == 1 ? "the intrusion" : $"intrusion {number}";
    });

    /// <summary>An id as a word of its own, not a part of a path, a name or a number.</summary>
    [GeneratedRegex(@"(?<![\w/\\.:=-])[AI][1-9][0-9]{0,5}(?![\w/\\=-]|[.:]\w)", RegexOptions.CultureInvariant)]
    private static partial Regex Id();
}
