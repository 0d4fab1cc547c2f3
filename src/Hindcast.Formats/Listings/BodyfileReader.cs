using Hindcast.Evidence;
using Hindcast.Formats.Artefacts;

namespace Hindcast.Formats.Listings;

/// <summary>
/// Reads the body file of The Sleuth Kit 3 and later (mactime): eleven columns between bars, times in seconds since 1970.
/// Second entries of a file, made of its $FILE_NAME attribute, are left out.
/// </summary>
public sealed class BodyfileReader : IArtefactReader
{
    private const int Columns = 11;

    /// <inheritdoc/>
    public string Kind => FileListing.ListingKind;

    /// <inheritdoc/>
    public bool Recognises(ArtefactHead head) => head.Lines.Take(3).Any(line => TrySplit(line, out _));

    /// <inheritdoc/>
    public void Read(ArtefactInput input)
    {
        foreach (ArtefactLine line in input.Lines())
        {
            if (line.Text.Length == 0 || line.Text[0] == '#')
            {
                continue;
            }

            if (!TrySplit(line.Text, out string[] parts))
            {
                input.NoteBadRow(line, $"{Columns} columns between bars");
                continue;
            }

            string name = parts[1];
            if (name.EndsWith("($FILE_NAME)", StringComparison.Ordinal) || name.EndsWith("($FILE_NAME) (deleted)", StringComparison.Ordinal))
            {
                continue;
            }

            int deleted = name.IndexOf(" (deleted", StringComparison.Ordinal);
            EvidenceTime? modified = FileListing.ParseEpoch(parts[8]), created = FileListing.ParseEpoch(parts[10]);
            input.Add(new FileListing
            {
                Path = (deleted < 0 ? name : name[..deleted]).Replace('/', '\\'),
                Size = parts[6],
                Accessed = FileListing.ParseEpoch(parts[7])?.ToString() ?? "",
                Modified = modified?.ToString() ?? "",
                Changed = FileListing.ParseEpoch(parts[9])?.ToString() ?? "",
                Created = created?.ToString() ?? "",
                Md5 = FileListing.Hash(parts[0], 32),
                Sha256 = FileListing.Hash(parts[0], 64),
                Sha1 = FileListing.Hash(parts[0], 40),
                Owner = parts[4],
                IsFolder = parts[3].StartsWith("d/", StringComparison.Ordinal) || parts[3].StartsWith("-/d", StringComparison.Ordinal),
                IsDeleted = deleted >= 0,
                Time = created ?? modified,
            }.ToRecord(line));
        }
    }

    /// <summary>Columns are counted from both ends: a name may hold bars.</summary>
    private static bool TrySplit(string line, out string[] parts)
    {
        parts = line.Split('|');
        if (parts.Length > Columns && parts.Length < Columns + 20)
        {
            int extra = parts.Length - Columns;
            parts = [parts[0], string.Join('|', parts[1..(2 + extra)]), .. parts[(2 + extra)..]];
        }

        return parts.Length == Columns && parts[1].Length > 0 && IsNumber(parts[6]) && IsNumber(parts[7]) && IsNumber(parts[8]) && IsNumber(parts[9]) && IsNumber(parts[10]);
    }

    private static bool IsNumber(string text) => text.Length is > 0 and < 24 && !text.AsSpan(text[0] == '-' ? 1 : 0).ContainsAnyExcept("0123456789.");
}
