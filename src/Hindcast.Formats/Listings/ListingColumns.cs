namespace Hindcast.Formats.Listings;

/// <summary>Which column of a CSV listing holds what, by the names that tools use. Immutable.</summary>
internal sealed class ListingColumns
{
    internal const string Size = "size";
    internal const string Created = "created";
    internal const string Modified = "modified";
    internal const string Changed = "changed";
    internal const string Accessed = "accessed";
    internal const string Sha256 = "sha256";
    internal const string Sha1 = "sha1";
    internal const string Md5 = "md5";
    internal const string Hash = "hash";
    internal const string Algorithm = "algorithm";
    internal const string Owner = "owner";
    internal const string Folder = "folder";
    internal const string Version = "version";

    private const string WholePath = "path";
    private const string Parent = "parent";
    private const string Name = "name";

    /// <summary>Names without blanks, dots, dashes and underscores, in lower case. MFTECmd's 0x10 columns are UTC by its documentation.</summary>
    private static readonly Dictionary<string, (string Meaning, bool IsUtc)> Known = new(StringComparer.Ordinal)
    {
        ["fullname"] = (WholePath, false),
        ["fullpath"] = (WholePath, false),
        ["path"] = (WholePath, false),
        ["filepath"] = (WholePath, false),
        ["ospath"] = (WholePath, false),
        ["targetfilename"] = (WholePath, false),
        ["sourcefile"] = (WholePath, false),
        ["pspath"] = (WholePath, false),
        ["parentpath"] = (Parent, false),
        ["directory"] = (Parent, false),
        ["directoryname"] = (Parent, false),
        ["folder"] = (Parent, false),
        ["name"] = (Name, false),
        ["filename"] = (Name, false),
        ["length"] = (Size, false),
        ["size"] = (Size, false),
        ["filesize"] = (Size, false),
        ["sizebytes"] = (Size, false),
        ["creationtime"] = (Created, false),
        ["creationtimeutc"] = (Created, true),
        ["btime"] = (Created, false),
        ["created"] = (Created, false),
        ["createdutc"] = (Created, true),
        ["createdonutc"] = (Created, true),
        ["created0x10"] = (Created, true),
        ["birthtime"] = (Created, false),
        ["crtime"] = (Created, false),
        ["lastwritetime"] = (Modified, false),
        ["lastwritetimeutc"] = (Modified, true),
        ["mtime"] = (Modified, false),
        ["modified"] = (Modified, false),
        ["modifiedutc"] = (Modified, true),
        ["modifiedonutc"] = (Modified, true),
        ["lastmodified0x10"] = (Modified, true),
        ["lastmodified"] = (Modified, false),
        ["ctime"] = (Changed, false),
        ["lastrecordchange0x10"] = (Changed, true),
        ["atime"] = (Accessed, false),
        ["lastaccesstime"] = (Accessed, false),
        ["lastaccessed"] = (Accessed, false),
        ["lastaccesstimeutc"] = (Accessed, true),
        ["lastaccessedonutc"] = (Accessed, true),
        ["lastaccess0x10"] = (Accessed, true),
        ["sha256"] = (Sha256, false),
        ["hashsha256"] = (Sha256, false),
        ["sourcefilesha256"] = (Sha256, false),
        ["uploadsha256"] = (Sha256, false),
        ["sha1"] = (Sha1, false),
        ["sourcefilesha1"] = (Sha1, false),
        ["hashsha1"] = (Sha1, false),
        ["md5"] = (Md5, false),
        ["hashmd5"] = (Md5, false),
        ["uploadmd5"] = (Md5, false),
        ["hash"] = (Hash, false),
        ["algorithm"] = (Algorithm, false),
        ["owner"] = (Owner, false),
        ["fileversion"] = (Version, false),
        ["productversion"] = (Version, false),
        ["version"] = (Version, false),
        ["isdirectory"] = (Folder, false),
        ["isdir"] = (Folder, false),
        ["psiscontainer"] = (Folder, false),
        ["mode"] = (Folder, false),
    };

    private readonly Dictionary<string, (int Index, bool IsUtc)> _columns = new(StringComparer.Ordinal);

    private ListingColumns(char delimiter, int count) => (Delimiter, Count) = (delimiter, count);

    internal char Delimiter { get; }

    /// <summary>Columns of the header.</summary>
    internal int Count { get; }

    /// <summary>Understands a header; null when it is not that of a file listing.</summary>
    internal static ListingColumns? Find(string header)
    {
        char delimiter = header.Contains('\t') ? '\t' : header.Contains(';') && !header.Contains(',') ? ';' : ',';
        List<string> names = CsvLine.Split(header, delimiter);
        return names.Count < 2 ? null : Of(names, delimiter);
    }

    /// <summary>Understands names of columns; null when they are not those of a file listing.</summary>
    internal static ListingColumns? Of(List<string> names, char delimiter = ',')
    {
        ListingColumns columns = new(delimiter, names.Count);
        for (int i = 0; i < names.Count; i++)
        {
            string plain = string.Concat(names[i].Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();
            if (Known.TryGetValue(plain, out (string Meaning, bool IsUtc) known))
            {
                // The column that says UTC wins over its local twin.
                if (known.IsUtc || !columns._columns.ContainsKey(known.Meaning))
                {
                    columns._columns[known.Meaning] = (i, known.IsUtc);
                }
            }
        }

        bool hasPath = columns.Has(WholePath) || (columns.Has(Parent) && columns.Has(Name));
        bool tells = columns.Has(Size) || columns.Has(Modified) || columns.Has(Created) || columns.Has(Sha256) || columns.Has(Sha1) || columns.Has(Md5) || columns.Has(Hash);
        return hasPath && tells ? columns : null;
    }

    internal bool IsUtc(string meaning) => _columns.TryGetValue(meaning, out var column) && column.IsUtc;

    internal string Get(List<string> row, string meaning) =>
        _columns.TryGetValue(meaning, out var column) && column.Index < row.Count ? row[column.Index].Trim() : "";

    /// <summary>The path of a row in Windows form, or "".</summary>
    internal string Path(List<string> row)
    {
        string path = Get(row, WholePath);
        if (path.Length == 0 && Get(row, Name) is { Length: > 0 } name)
        {
            path = $"{Get(row, Parent).TrimEnd('\\', '/')}\\{name}";
        }

        int provider = path.IndexOf("::", StringComparison.Ordinal);
        path = (provider > 0 ? path[(provider + 2)..] : path).Replace('/', '\\');
        return path.StartsWith(".\\", StringComparison.Ordinal) ? path[1..] : path.StartsWith(@"\\.\", StringComparison.Ordinal) ? path[4..] : path;
    }

    private bool Has(string meaning) => _columns.ContainsKey(meaning);
}
