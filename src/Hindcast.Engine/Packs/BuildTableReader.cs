using Hindcast.Analysis.Exposure;
using Hindcast.Evidence;

namespace Hindcast.Engine.Packs;

/// <summary>Reads a product's <c>builds.csv</c>: build, name, product, day of release, CVEs that it is the first of its branch to fix.</summary>
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

            if (columns.Length != 5 || !BuildNumber.TryParse(columns[0], out BuildNumber build))
            {
                diagnostics.Add(PackDiagnostics.BuildRow.At(
                    new SourceLocation(Path.GetFileName(file), Line: line), row, "build,name,product,release_date,fixes"));
                continue;
            }

            entries.Add(new BuildEntry(
                build, columns[1], columns[2], PackDay.TryParse(columns[3], out DateOnly released) ? released : null,
                columns[4].Split(';', StringSplitOptions.RemoveEmptyEntries)));
        }
    }
}
