using Hindcast.Evidence;
using static Hindcast.Evidence.DiagnosticSeverity;

namespace Hindcast.Formats.Archives;

/// <summary>What can be wrong with files, folders and archives (HC1001 to HC1099). Explained in docs/diagnostics/sources.md.</summary>
public static class SourceDiagnostics
{
    /// <summary>A path given by the user does not exist.</summary>
    public static readonly DiagnosticDescriptor PathNotFound = new("HC1001", Loss, "path not found", "nothing read from it");

    /// <summary>A folder could not be listed.</summary>
    public static readonly DiagnosticDescriptor FolderUnreadable = new("HC1002", Loss, "folder cannot be listed", "folder skipped");

    /// <summary>A file could not be opened or read.</summary>
    public static readonly DiagnosticDescriptor FileUnreadable = new("HC1003", Loss, "file cannot be read", "file skipped from there on");

    /// <summary>A file or folder was listed and then gone.</summary>
    public static readonly DiagnosticDescriptor FileVanished = new("HC1004", Loss, "file vanished while reading", "file skipped");

    /// <summary>A symbolic link or junction on disk.</summary>
    public static readonly DiagnosticDescriptor LinkNotFollowed = new("HC1005", Warning, "link on disk", "not followed; its target is read only if it lies in the evidence");

    /// <summary>A pipe, device or socket on disk.</summary>
    public static readonly DiagnosticDescriptor SpecialFile = new("HC1006", Info, "pipe, device or socket", "not opened");

    /// <summary>Folders inside one another beyond the limit.</summary>
    public static readonly DiagnosticDescriptor FolderTooDeep = new("HC1007", Loss, "folders too deep", "folder skipped");

    /// <summary>More files than the limit.</summary>
    public static readonly DiagnosticDescriptor TooManyFiles = new("HC1008", Loss, "too many files", "the rest is not listed");

    /// <summary>A file has another length or time than when it was listed.</summary>
    public static readonly DiagnosticDescriptor FileChanged = new("HC1009", Warning, "file changed while reading", "results may mix two states of the file");

    /// <summary>The same evidence was given twice.</summary>
    public static readonly DiagnosticDescriptor RootGivenTwice = new("HC1010", Info, "evidence given twice", "read once");

    /// <summary>Names on disk that are no UTF-8, or hold characters that are not to be shown.</summary>
    public static readonly DiagnosticDescriptor EscapedName = new("HC1011", Info, "unusual name on disk", "shown with %xHH for each such byte");

    /// <summary>The structure of an archive is broken.</summary>
    public static readonly DiagnosticDescriptor ArchiveDamaged = new("HC1020", Loss, "archive damaged", "what can be found is read, the rest is lost");

    /// <summary>An archive ends too early.</summary>
    public static readonly DiagnosticDescriptor ArchiveTruncated = new("HC1021", Loss, "archive ends too early", "members before that are read, the rest is lost");

    /// <summary>The packed bytes of a member are broken.</summary>
    public static readonly DiagnosticDescriptor MemberDamaged = new("HC1022", Loss, "archive member damaged", "bytes before the offset are read, the rest is lost");

    /// <summary>The unpacked bytes do not fit the checksum.</summary>
    public static readonly DiagnosticDescriptor ChecksumWrong = new("HC1023", Warning, "checksum wrong", "all bytes were read and some of them are wrong");

    /// <summary>A member is encrypted and there is no (right) password.</summary>
    public static readonly DiagnosticDescriptor Encrypted = new("HC1024", Loss, "encrypted", "not read");

    /// <summary>A packing method or archive format that is not read.</summary>
    public static readonly DiagnosticDescriptor Unsupported = new("HC1025", Loss, "packing not supported", "its contents are not read");

    /// <summary>A member name that would do harm if it were unpacked.</summary>
    public static readonly DiagnosticDescriptor UnsafeName = new("HC1026", Warning, "unsafe member name", "read under a safe name");

    /// <summary>A member name with backslashes, a drive or a leading slash.</summary>
    public static readonly DiagnosticDescriptor UnusualName = new("HC1027", Info, "unusual member name", "read under its name with forward slashes");

    /// <summary>Two members of one name.</summary>
    public static readonly DiagnosticDescriptor DuplicateName = new("HC1028", Warning, "two members of one name", "both are read, the later one with a number behind its name");

    /// <summary>A link in an archive.</summary>
    public static readonly DiagnosticDescriptor LinkInArchive = new("HC1029", Warning, "link in an archive", "not followed");

    /// <summary>A device or pipe in an archive, or a kind of member that is not known.</summary>
    public static readonly DiagnosticDescriptor SpecialMember = new("HC1030", Info, "special member in an archive", "skipped");

    /// <summary>Archives inside one another beyond the limit.</summary>
    public static readonly DiagnosticDescriptor NestedTooDeep = new("HC1031", Loss, "archives nested too deep", "listed as one file, not opened");

    /// <summary>An inner archive that would have to be held in memory is larger than the limit.</summary>
    public static readonly DiagnosticDescriptor NestedTooLarge = new("HC1032", Loss, "inner archive too large", "not opened");

    /// <summary>An archive unpacks to more bytes than the limit.</summary>
    public static readonly DiagnosticDescriptor UnpackedTooLarge = new("HC1033", Loss, "archive unpacks to too many bytes", "reading stopped at the limit");

    /// <summary>A member unpacks to more bytes for each packed byte than the limit.</summary>
    public static readonly DiagnosticDescriptor RatioTooHigh = new("HC1034", Loss, "packed too tightly, as in a zip bomb", "reading stopped there");

    /// <summary>More members than the limit.</summary>
    public static readonly DiagnosticDescriptor TooManyMembers = new("HC1035", Loss, "too many members", "the rest is not listed");

    /// <summary>A member name longer than the limit.</summary>
    public static readonly DiagnosticDescriptor NameTooLong = new("HC1036", Warning, "member name too long", "read under a cut name");

    /// <summary>Members that share packed bytes.</summary>
    public static readonly DiagnosticDescriptor MembersOverlap = new("HC1037", Loss, "members overlap, as in a zip bomb", "only the first of them is read");

    /// <summary>Bytes after the end of an archive.</summary>
    public static readonly DiagnosticDescriptor TrailingBytes = new("HC1038", Warning, "bytes after the end of the archive", "they are not read");
}
