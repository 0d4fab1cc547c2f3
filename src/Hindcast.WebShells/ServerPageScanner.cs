using System.Buffers;
using Hindcast.WebShells.Reading;
using Hindcast.WebShells.Shapes;

namespace Hindcast.WebShells;

/// <summary>
/// Judges a file of a web root by its content: finds the code, undoes cheap hiding, follows values of the request into calls
/// that matter, and says why. Nothing is run or loaded. Thread-safe; holds no state.
/// </summary>
/// <remarks>
/// Time is linear in the length and bounded by <see cref="WindowBytes"/>: of longer files the head and the tail are read, and
/// <see cref="PageReport.UnreadBytes"/> says how much was not. The method, its measured quality and its limits stand in
/// docs/web-shells.md.
/// </remarks>
public static class ServerPageScanner
{
    /// <summary>Most bytes of a file that are looked at: three quarters at its head, one quarter at its tail.</summary>
    public const int WindowBytes = 1 << 20;

    private const int HeadBytes = WindowBytes / 4 * 3;

    /// <summary>Judges a page.</summary>
    /// <param name="content">The bytes of the file.</param>
    /// <param name="path">Its path or name; the extension breaks ties between languages.</param>
    public static PageReport Scan(ReadOnlySpan<byte> content, string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        string extension = ExtensionOf(path);
        if (content.Length > WindowBytes)
        {
            return ScanWindow(content[..HeadBytes], content[^(WindowBytes - HeadBytes)..], content.Length - WindowBytes, extension);
        }

        return Scan(content, extension, 0);
    }

    /// <summary>Judges a long page of which a reader kept only head and tail.</summary>
    /// <param name="head">First bytes of the file.</param>
    /// <param name="tail">Its last bytes.</param>
    /// <param name="unreadBytes">Bytes between them.</param>
    /// <param name="path">Its path or name.</param>
    public static PageReport Scan(ReadOnlySpan<byte> head, ReadOnlySpan<byte> tail, long unreadBytes, string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return ScanWindow(head, tail, unreadBytes, ExtensionOf(path));
    }

    /// <summary>What of a path a judgement depends on: its extension in lower case, "" for none. The same bytes under the same extension are judged the same.</summary>
    /// <param name="path">A path or name.</param>
    public static string ExtensionOf(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        int name = path.AsSpan().LastIndexOfAny('/', '\\') + 1;
        int dot = path.LastIndexOf('.');
        return dot > name && path.Length - dot <= 12 ? path[(dot + 1)..].ToLowerInvariant() : "";
    }

    /// <summary>
    /// False for a page in which <see cref="Scan(ReadOnlySpan{byte}, string)"/> finds nothing, so that its report says no more than the language, as nothing in it
    /// begins code, or it spells nothing of what signs are made of: told by a look over the bytes that costs a fraction of it. True says nothing.
    /// </summary>
    /// <param name="content">All bytes of the file, <see cref="WindowBytes"/> at most.</param>
    /// <param name="path">Its path or name.</param>
    public static bool MayMatter(ReadOnlySpan<byte> content, string path)
    {
        string extension = ExtensionOf(path);
        return content.Length > WindowBytes || content.StartsWith("MZ"u8) || extension == "compiled" || PageText.MayBeWide(content) || SignGate.MayHaveSigns(content, extension);
    }

    /// <summary>Head and tail as one text; the line feed between them ends whatever was open.</summary>
    private static PageReport ScanWindow(ReadOnlySpan<byte> head, ReadOnlySpan<byte> tail, long unreadBytes, string extension)
    {
        byte[] both = ArrayPool<byte>.Shared.Rent(head.Length + 1 + tail.Length);
        try
        {
            head.CopyTo(both);
            both[head.Length] = (byte)'\n';
            tail.CopyTo(both.AsSpan(head.Length + 1));
            return Scan(both.AsSpan(0, head.Length + 1 + tail.Length), extension, unreadBytes);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(both);
        }
    }

    private static PageReport Scan(ReadOnlySpan<byte> content, string extension, long unread)
    {
        if (content.StartsWith("MZ"u8))
        {
            return CompiledPage.Read(content, unread) ?? PageReport.Nothing(PageLanguage.None, unread);
        }

        if (extension == "compiled")
        {
            return PageReport.Nothing(PageLanguage.None, unread) with { VirtualPath = CompiledMap.VirtualPath(PageText.Read(content).Text) };
        }

        bool mayBeWide = PageText.MayBeWide(content);
        if (!mayBeWide && !PagePrefilter.MayMatter(content, extension))
        {
            return PageReport.Nothing(PageLanguage.None, unread);
        }

        PageText text = PageText.Read(content);
        if ((mayBeWide || !text.IsOfBytes) && !PagePrefilter.MayMatter(text.Text, extension))
        {
            return PageReport.Nothing(PageLanguage.None, unread);
        }

        return new PageAnalysis(text, extension, unread).Judge(content);
    }
}
