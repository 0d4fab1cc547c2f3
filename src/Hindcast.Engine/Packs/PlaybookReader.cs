using Hindcast.Analysis.Campaigns;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Engine.Packs;

/// <summary>
/// Reads the actions out of <c>playbook.md</c>: the rows of its tables whose header is <c>when | about | phase | do</c>,
/// in their order. All other text is for people.
/// </summary>
internal static class PlaybookReader
{
    private const string File = "playbook.md";
    private static readonly string[] Header = ["when", "about", "phase", "do"];

    /// <summary>Reads it. A row with trouble is left out and reported.</summary>
    internal static IReadOnlyList<RecommendedAction> Read(string text, PackProblems problems)
    {
        List<RecommendedAction> actions = [];
        bool inTable = false;
        int line = 0;
        foreach (ReadOnlySpan<char> span in text.AsSpan().EnumerateLines())
        {
            line++;
            ReadOnlySpan<char> row = span.Trim();
            if (row.Length == 0 || row[0] != '|')
            {
                inTable = false;
                continue;
            }

            string[] cells = [.. row.Trim('|').ToString().Split('|').Select(c => c.Trim())];
            if (cells.SequenceEqual(Header))
            {
                inTable = true;
            }
            else if (inTable && !cells.All(c => c.Length > 0 && c.All(x => x is '-' or ':')))
            {
                Add(cells, line, actions, problems);
            }
        }

        if (actions.Count == 0)
        {
            problems.Add(PackDiagnostics.Playbook, File, 1, 1, "no action", "a table with the header | when | about | phase | do |");
        }

        return actions;
    }

    private static void Add(string[] cells, int line, List<RecommendedAction> actions, PackProblems problems)
    {
        (string Found, string Expected)? trouble =
            cells.Length != Header.Length ? ($"{cells.Length} columns", "4: when, about, phase, do")
            : !MeaningReader.TryWord(cells[0], out Outcome _) ? ($"'{cells[0]}' as when", MeaningReader.Words<Outcome>())
            : !MeaningReader.TryWord(cells[2], out ActionPhase _) ? ($"'{cells[2]}' as phase", MeaningReader.Words<ActionPhase>())
            : cells[3].Length == 0 ? ("nothing to do", "what to do")
            : null;
        if (trouble is { } wrong)
        {
            problems.Add(PackDiagnostics.Playbook, File, line, 1, wrong.Found, wrong.Expected);
            return;
        }

        _ = MeaningReader.TryWord(cells[0], out Outcome from);
        _ = MeaningReader.TryWord(cells[2], out ActionPhase phase);
        actions.Add(new RecommendedAction(from, cells[3]) { Subject = cells[1], Phase = phase });
    }
}
