using Hindcast.Evidence;
using Hindcast.Formats.Artefacts;

namespace Hindcast.Formats.Listings;

/// <summary>
/// Reads file listings as CSV with a header: PowerShell (Get-ChildItem, Get-FileHash), MFTECmd, KAPE copy logs, Velociraptor
/// and the like. A header is one when it names a path and a size, time or hash.
/// </summary>
public sealed class CsvListingReader : IArtefactReader
{
    /// <inheritdoc/>
    public string Kind => FileListing.ListingKind;

    /// <inheritdoc/>
    public bool Recognises(ArtefactHead head) =>
        head.Lines.FirstOrDefault(line => !line.StartsWith("#TYPE", StringComparison.OrdinalIgnoreCase)) is { } first && ListingColumns.Find(first) is not null;

    /// <inheritdoc/>
    public void Read(ArtefactInput input)
    {
        ListingColumns? columns = null;
        foreach (ArtefactLine line in input.Lines())
        {
            if (line.Text.Length == 0 || (columns is null && line.Text.StartsWith("#TYPE", StringComparison.OrdinalIgnoreCase)))
            {
                continue;
            }

            if (columns is null)
            {
                columns = ListingColumns.Find(line.Text);
                if (columns is null)
                {
                    return;
                }

                continue;
            }

            List<string> row = CsvLine.Split(line.Text, columns.Delimiter);
            string path = columns.Path(row);
            if (path.Length == 0 || row.Count < columns.Count)
            {
                input.NoteBadRow(line, $"{columns.Count} columns with a path");
                continue;
            }

            string algorithm = columns.Get(row, ListingColumns.Algorithm);
            string hash = columns.Get(row, ListingColumns.Hash);
            string created = columns.Get(row, ListingColumns.Created), modified = columns.Get(row, ListingColumns.Modified);
            EvidenceTime? time = FileListing.ParseTime(created, columns.IsUtc(ListingColumns.Created)) ?? FileListing.ParseTime(modified, columns.IsUtc(ListingColumns.Modified));
            input.Add(new FileListing
            {
                Path = path,
                Size = columns.Get(row, ListingColumns.Size) is { Length: > 0 and < 20 } size && size.All(char.IsAsciiDigit) ? size : "",
                Created = created,
                Modified = modified,
                Changed = columns.Get(row, ListingColumns.Changed),
                Accessed = columns.Get(row, ListingColumns.Accessed),
                Sha256 = FileListing.Hash(algorithm.Equals("SHA256", StringComparison.OrdinalIgnoreCase) ? hash : columns.Get(row, ListingColumns.Sha256), 64),
                Sha1 = FileListing.Hash(algorithm.Equals("SHA1", StringComparison.OrdinalIgnoreCase) ? hash : columns.Get(row, ListingColumns.Sha1), 40),
                Md5 = FileListing.Hash(algorithm.Equals("MD5", StringComparison.OrdinalIgnoreCase) ? hash : columns.Get(row, ListingColumns.Md5), 32),
                Owner = columns.Get(row, ListingColumns.Owner),
                Version = columns.Get(row, ListingColumns.Version),
                IsFolder = columns.Get(row, ListingColumns.Folder) is { Length: > 0 } folder
                    && (folder.Equals("true", StringComparison.OrdinalIgnoreCase) || folder == "1" || folder[0] is 'd' or 'D'),
                Time = time,
            }.ToRecord(line));
        }
    }
}
