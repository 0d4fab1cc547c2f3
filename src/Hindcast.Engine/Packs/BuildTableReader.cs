using Hindcast.Analysis.Exposure;
using Hindcast.Evidence;

namespace Hindcast.Engine.Packs;

/// <summary>
/// Reads a product's <c>builds.csv</c>: build, name, product, day of release, CVEs that it is the first of its branch to fix, and,
/// in a sixth column that may be left out, what came with this very build.
/// </summary>
internal static class BuildTableReader
{
    internal static void Read(string file, List<BuildEntry> entries, List<Diagnostic> diagnostics)
    {
        int line = 0;
        foreach (string row in File.ReadLines(file))
        {
            line++;
            string[] columns = row.Split(',');
            if (line == 1 || row.Length == 0)
            {
                continue;
            }

            if (columns.Length is not (5 or 6) || !BuildNumber.TryParse(columns[0], out BuildNumber build))
            {
                diagnostics.Add(PackDiagnostics.BuildRow.At(
                    new SourceLocation(Path.GetFileName(file), Line: line), row, "build,name,product,release_date,fixes[,brings]"));
                continue;
            }

            entries.Add(new BuildEntry(
                build, columns[1], columns[2], PackDay.TryParse(columns[3], out DateOnly released) ? released : null,
                columns[4].Split(';', StringSplitOptions.RemoveEmptyEntries))
            {
                Brings = columns.Length == 6 ? columns[5].Split(';', StringSplitOptions.RemoveEmptyEntries) : [],
            });
        }
    }
}
