using System.Text;
using Hindcast.Evidence;
using Hindcast.Formats.Artefacts;

namespace Hindcast.Formats.Listings;

/// <summary>
/// Reads file listings as JSON, an object a file: as lines or as one list, as Velociraptor exports them (Windows.Search.FileFinder,
/// Windows.NTFS.MFT, the file tables of Windows.KapeFiles.Targets). Inner objects one deep count as columns
/// (<c>Hash.SHA256</c>). An object has at most 256 lines and 64 KiB.
/// </summary>
public sealed class JsonListingReader : IArtefactReader
{
    /// <summary>Lines of an object. Its text is looked through again with each.</summary>
    private const int MaxObjectLines = 256;

    /// <inheritdoc/>
    public string Kind => FileListing.ListingKind;

    /// <inheritdoc/>
    public bool Recognises(ArtefactHead head)
    {
        ReadOnlySpan<char> text = head.Text.AsSpan().TrimStart('\uFEFF').TrimStart();
        if (text.IsEmpty || text[0] is not ('{' or '['))
        {
            return false;
        }

        int start = text.IndexOf('{');
        int length = start < 0 || !text[..start].TrimEnd().TrimStart('[').IsEmpty ? -1 : ObjectLength(text[start..]);
        return length > 0 && Row(text.Slice(start, length)) is { } row && ListingColumns.Of(row.Names) is not null;
    }

    /// <inheritdoc/>
    public void Read(ArtefactInput input)
    {
        ListingColumns? columns = null;
        List<string> names = [];
        bool isFirst = true;
        ArtefactLine open = default;
        string pending = "";
        foreach (ArtefactLine line in input.Lines())
        {
            string text = line.Text.TrimStart('\uFEFF').Trim();
            if (isFirst && text.StartsWith('['))
            {
                text = text[1..];
            }

            isFirst &= text.Length == 0;
            if (pending.Length > 0)
            {
                text = $"{pending}\n{text}";
            }

            // An object of several lines stands from its first to its last; its bytes are not kept.
            ArtefactLine place = pending.Length == 0 ? line : new ArtefactLine(
                text, open.Location with { LengthBytes = line.Location.OffsetBytes + line.Location.LengthBytes - open.Location.OffsetBytes }, default);
            int rest = Take(input, place, text, ref columns, ref names);
            pending = rest < text.Length ? text[rest..] : "";
            open = pending.Length == 0 || rest == 0 && place.Raw.IsEmpty ? open : line;
            if (pending.Length > ArtefactInput.MaxLineBytes || (pending.Length > 0 && line.Location.Line - open.Location.Line >= MaxObjectLines))
            {
                input.NoteBadRow(line, "JSON objects of at most 256 lines and 64 KiB");
                pending = "";
            }
        }

        if (pending.Length > 0)
        {
            input.NoteBadRow(new ArtefactLine(pending, open.Location, default), "a whole JSON object");
        }
    }

    /// <summary>Hands out the objects of a text.</summary>
    /// <returns>Where an object begins that does not end in it; its length when there is none.</returns>
    private static int Take(ArtefactInput input, ArtefactLine line, string text, ref ListingColumns? columns, ref List<string> names)
    {
        int at = 0;
        while (text.IndexOf('{', at) is >= 0 and int start)
        {
            int length = ObjectLength(text.AsSpan(start));
            if (length < 0)
            {
                return start;
            }

            Take(input, line, text.AsSpan(start, length), ref columns, ref names);
            at = start + length;
        }

        if (!text.AsSpan(at).Trim("], \t\n").IsEmpty)
        {
            input.NoteBadRow(line, "JSON objects alone");
        }

        return text.Length;
    }

    private static void Take(ArtefactInput input, ArtefactLine line, ReadOnlySpan<char> json, ref ListingColumns? columns, ref List<string> names)
    {
        if (Row(json) is not { } row)
        {
            input.NoteBadRow(line, "a JSON object");
            return;
        }

        if (columns is null || !names.SequenceEqual(row.Names))
        {
            names = row.Names;
            columns = ListingColumns.Of(names);
        }

        if (columns is null || columns.Path(row.Values) is not { Length: > 0 } path)
        {
            input.NoteBadRow(line, "a path and a size, time or hash");
            return;
        }

        ListingColumns known = columns;
        string Get(string meaning) => known.Get(row.Values, meaning);
        EvidenceTime? At(string meaning) =>
            FileListing.ParseTime(Get(meaning), known.IsUtc(meaning)) ?? (Get(meaning) is { Length: >= 9 } text && char.IsAsciiDigit(text[0]) && !text.Contains('-') ? FileListing.ParseEpoch(text) : null);
        string isFolder = Get(ListingColumns.Folder);
        int inUse = row.Names.FindIndex(n => n.Equals("InUse", StringComparison.OrdinalIgnoreCase));
        input.Add(new FileListing
        {
            Path = path,
            Size = Get(ListingColumns.Size) is { Length: > 0 and < 20 } size && size.All(char.IsAsciiDigit) ? size : "",
            Created = Get(ListingColumns.Created),
            Modified = Get(ListingColumns.Modified),
            Changed = Get(ListingColumns.Changed),
            Accessed = Get(ListingColumns.Accessed),
            Sha256 = FileListing.Hash(Get(ListingColumns.Sha256), 64),
            Sha1 = FileListing.Hash(Get(ListingColumns.Sha1), 40),
            Md5 = FileListing.Hash(Get(ListingColumns.Md5), 32),
            Owner = Get(ListingColumns.Owner),
            Version = Get(ListingColumns.Version),
            IsFolder = isFolder.Equals("true", StringComparison.OrdinalIgnoreCase) || isFolder == "1" || isFolder.StartsWith('d'),
            IsDeleted = inUse >= 0 && row.Values[inUse].Equals("false", StringComparison.OrdinalIgnoreCase),
            Time = At(ListingColumns.Created) ?? At(ListingColumns.Modified),
        }.ToRecord(line));
    }

    /// <summary>Length of the object that a text begins with, or -1 when it does not end.</summary>
    private static int ObjectLength(ReadOnlySpan<char> text)
    {
        int depth = 0;
        bool quoted = false;
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (quoted)
            {
                i += c == '\\' ? 1 : 0;
                quoted = c != '"';
            }
            else if (c == '"')
            {
                quoted = true;
            }
            else if (c is '{' or '[')
            {
                depth++;
            }
            else if (c is '}' or ']' && --depth == 0)
            {
                return i + 1;
            }
        }

        return -1;
    }

    /// <summary>The columns of an object; null when it is no JSON.</summary>
    private static JsonRow? Row(ReadOnlySpan<char> json) => JsonRow.Read(Encoding.UTF8.GetBytes(json.ToString()));
}
