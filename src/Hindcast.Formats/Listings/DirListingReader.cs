using System.Text.RegularExpressions;
using Hindcast.Formats.Artefacts;

namespace Hindcast.Formats.Listings;

/// <summary>
/// Reads what <c>dir /s</c> printed, in any language: folders by the line that ends with their path, rows by a date, a time
/// and a size. Its times are local and in the form of the culture, so they are kept as written and give no time.
/// </summary>
public sealed partial class DirListingReader : IArtefactReader
{
    /// <inheritdoc/>
    public string Kind => FileListing.ListingKind;

    /// <inheritdoc/>
    public bool Recognises(ArtefactHead head)
    {
        for (int i = 0; i + 1 < head.Lines.Count; i++)
        {
            if (Folder(head.Lines[i]) is not null && Row().IsMatch(head.Lines[i + 1]))
            {
                return true;
            }
        }

        return false;
    }

    /// <inheritdoc/>
    public void Read(ArtefactInput input)
    {
        string folder = "";
        foreach (ArtefactLine line in input.Lines())
        {
            if (Folder(line.Text) is { } next)
            {
                folder = next;
                continue;
            }

            Match row = Row().Match(line.Text);
            if (!row.Success)
            {
                // Headings, totals and blank lines start with a blank; what starts otherwise should have been a row.
                if (line.Text.Length > 0 && line.Text[0] != ' ' && folder.Length > 0)
                {
                    input.NoteBadRow(line, "date, time, size and name");
                }

                continue;
            }

            string name = row.Groups["name"].Value;
            string size = row.Groups["size"].Value;
            if (name is not ("." or ".."))
            {
                input.Add(new FileListing
                {
                    Path = $"{folder.TrimEnd('\\')}\\{name}",
                    Size = size[0] == '<' ? "" : string.Concat(size.Where(char.IsAsciiDigit)),
                    Modified = row.Groups["time"].Value,
                    IsFolder = size[0] == '<' && !size.StartsWith("<SYMLINK>", StringComparison.Ordinal),
                }.ToRecord(line));
            }
        }
    }

    /// <summary>The path of <c> Directory of C:\inetpub</c>, or null.</summary>
    private static string? Folder(string line)
    {
        if (line.Length < 5 || line[0] != ' ' || line[1] == ' ')
        {
            return null;
        }

        int drive = line.IndexOf(":\\", StringComparison.Ordinal);
        int share = line.IndexOf(" \\\\", StringComparison.Ordinal);
        return drive > 1 && char.IsAsciiLetter(line[drive - 1]) && line[drive - 2] == ' ' ? line[(drive - 1)..].TrimEnd()
            : share > 0 ? line[(share + 1)..].TrimEnd() : null;
    }

    [GeneratedRegex(
        @"^(?<time>\d\S{5,11} {1,4}\d{1,2}[:.]\d{2}( ?[AaPp]\.? ?[Mm]\.?)?) {1,20}(?<size><[A-Z]{3,9}>|\d[\d.,'\u00a0\u202f\u2019]{0,25}) {1,20}(?<name>\S.*)$",
        RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Row();
}
