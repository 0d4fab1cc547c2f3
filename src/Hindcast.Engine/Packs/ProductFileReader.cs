using Hindcast.Evidence;

namespace Hindcast.Engine.Packs;

/// <summary>Reads a product's <c>files.csv</c>: SHA-256, file name, build.</summary>
internal static class ProductFileReader
{
    private const int HashChars = 64;

    internal static void Read(string file, List<ProductFile> files, List<Diagnostic> diagnostics)
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

            bool hasBuild = BuildNumber.TryParse(columns[^1], out BuildNumber build);
            if (columns.Length != 3 || columns[0].Length != HashChars || !columns[0].All(char.IsAsciiHexDigitLower) || (columns[2].Length > 0 && !hasBuild))
            {
                diagnostics.Add(PackDiagnostics.BuildRow.At(new SourceLocation(Path.GetFileName(file), Line: line), row, "sha256,file,build"));
                continue;
            }

            files.Add(new ProductFile(columns[0], columns[1], hasBuild ? build : null));
        }
    }
}
