using Hindcast.Evidence;
using Hindcast.Formats.Artefacts;

namespace Hindcast.Formats.ExchangeObjects;

/// <summary>
/// Reads what Format-List printed of Exchange objects (Get-OabVirtualDirectory, Get-MailboxExportRequest and others), which
/// is also the form in which Exchange itself writes the settings of a virtual directory that is reset: one record an
/// object, with the names of its own lines as fields. Times are in the form of the culture and stay text.
/// </summary>
public sealed class FormatListReader : IArtefactReader
{
    private const int MaxFields = 300;
    private const int MaxValueChars = 16 * 1024;
    private const int MaxShapes = 500;

    private static readonly string[] Signs =
    [
        "ExternalUrl", "InternalUrl", "AdminDisplayVersion", "OriginatingServer", "WhenChangedUTC", "DistinguishedName", "RequestGuid", "OfflineAddressBooks", "FilePath",
    ];

    /// <inheritdoc/>
    public string Kind => "exchange-object";

    /// <inheritdoc/>
    public bool Recognises(ArtefactHead head)
    {
        int fields = head.Lines.Count(line => TryField(line, out _, out _));
        return fields >= 4 && fields * 2 >= head.Lines.Count && Signs.Any(sign => head.Text.Contains(sign, StringComparison.Ordinal));
    }

    /// <inheritdoc/>
    public void Read(ArtefactInput input)
    {
        ArtefactText text = input.ReadWhole();
        Dictionary<string, ArtefactShape> shapes = new(StringComparer.Ordinal);
        List<string> names = [], values = [];
        int start = 0, end = 0;
        for (int at = 0; at < text.Text.Length;)
        {
            int lineFeed = text.Text.IndexOf('\n', at);
            int next = lineFeed < 0 ? text.Text.Length : lineFeed + 1;
            ReadOnlySpan<char> line = text.Text.AsSpan(at, next - at).TrimEnd();
            if (line.IsEmpty)
            {
                Finish();
            }
            else if (TryField(line, out ReadOnlySpan<char> name, out ReadOnlySpan<char> value))
            {
                start = names.Count == 0 ? at : start;
                end = at + line.Length;
                if (names.Count < MaxFields)
                {
                    names.Add(name.ToString());
                    values.Add((value.Length <= MaxValueChars ? value : value[..MaxValueChars]).ToString());
                }
            }
            else if (names.Count > 0 && char.IsWhiteSpace(line[0]) && values[^1].Length < MaxValueChars)
            {
                // A long value goes on below its start.
                end = at + line.Length;
                values[^1] += line.TrimStart().ToString();
            }
            else
            {
                input.NoteBadRow(new ArtefactLine(line.ToString(), text.Locate(at, at + line.Length), default), "Name : value");
            }

            at = next;
        }

        Finish();

        void Finish()
        {
            if (names.Count == 0)
            {
                return;
            }

            string key = string.Join('\n', names);
            if (!shapes.TryGetValue(key, out ArtefactShape? shape))
            {
                shape = new ArtefactShape(Kind, "", [.. names]);
                if (shapes.Count < MaxShapes)
                {
                    shapes.Add(key, shape);
                }
            }

            SourceLocation location = text.Locate(start, end);
            input.Add(new ArtefactRecord(shape, [.. values], null, location, text.Raw(location)));
            names.Clear();
            values.Clear();
        }
    }

    /// <summary>Cuts <c>ExternalUrl      : https://...</c> in two.</summary>
    private static bool TryField(ReadOnlySpan<char> line, out ReadOnlySpan<char> name, out ReadOnlySpan<char> value)
    {
        name = value = default;
        int length = line.IndexOfAnyExcept("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_");
        if (length is < 2 or > 80 || line[length] != ' ')
        {
            return false;
        }

        ReadOnlySpan<char> rest = line[length..].TrimStart(' ');
        if (rest.IsEmpty || rest[0] != ':' || (rest.Length > 1 && rest[1] != ' '))
        {
            return false;
        }

        name = line[..length];
        value = rest[1..].Trim();
        return true;
    }
}
