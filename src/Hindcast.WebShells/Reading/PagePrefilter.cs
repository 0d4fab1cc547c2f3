using System.Buffers;
using System.Text;

namespace Hindcast.WebShells.Reading;

/// <summary>
/// Lets files go by in which nothing begins code that a server runs. What code is found is judged by <see cref="Flow.CodeSuspects"/> next.
/// Thread-safe.
/// </summary>
internal static class PagePrefilter
{
    /// <summary>Texts that begin code; without one nothing in the file is run.</summary>
    internal static readonly string[] Openings =
        ["<%", "<?", "runat", "@{", "@(", "@functions", "<jsp:", "${", "#{", "language=\"php", "language='php", "language=php", "#@~^", "implements-prefix"];

    /// <summary>What makes something of a file that says that it is XML and in which nothing else begins: see <see cref="MayMatter(ReadOnlySpan{byte}, string)"/>.</summary>
    internal static readonly string[] XmlMarks = ["<script", "jsp:", "externalurl", "auth.owa"];

    /// <summary>What a configuration file must hold to have other files run as code: see <see cref="Shapes.HandlerMap"/>. It need not say that it is XML.</summary>
    internal static readonly string[] ConfigMarks =
        ["asp.dll", "aspnet_isapi", "pagehandlerfactory", "simplehandlerfactory", "webservicehandlerfactory", "buildprovider", "php-cgi", "cmd.exe"];

    private static readonly SearchValues<string> InText = SearchValues.Create(Openings, StringComparison.OrdinalIgnoreCase);
    private static readonly ByteLiterals InBytes = new(Openings);
    private static readonly ByteLiterals InXml = new(XmlMarks);
    private static readonly ByteLiterals InConfig = new(ConfigMarks);
    private static readonly SearchValues<string> InConfigText = SearchValues.Create(ConfigMarks, StringComparison.OrdinalIgnoreCase);

    /// <summary>True when code may begin in the file.</summary>
    internal static bool MayMatter(ReadOnlySpan<char> text, string extension) => text.ContainsAny(InText) || (IsConfig(extension) && text.ContainsAny(InConfigText));

    /// <summary>
    /// The same of bytes that are ASCII or an extension of it, without widening them; false of XML without code, too. What says <c>&lt;?xml</c> is no
    /// code of PHP, so that in XML code begins with another opening, or in script whose attributes are written with blanks, in Java's own
    /// elements or in Razor, which begins with a mere @. Beside code only settings of virtual directories and logon pages matter, which have names of their own.
    /// </summary>
    internal static bool MayMatter(ReadOnlySpan<byte> content, string extension) => MayBeginCode(content, extension) || MayMapHandlers(content, extension);

    /// <summary>True for a configuration file that may have other files run as code.</summary>
    internal static bool MayMapHandlers(ReadOnlySpan<byte> content, string extension) => IsConfig(extension) && InConfig.In(content);

    /// <summary>True when code may begin in the bytes.</summary>
    internal static bool MayBeginCode(ReadOnlySpan<byte> content, string extension)
    {
        bool isXml = false;
        for (int at = InBytes.IndexIn(content, 0); at >= 0; at = InBytes.IndexIn(content, at + 1))
        {
            if (content.Length < at + 5 || content[at + 1] != (byte)'?' || !Ascii.EqualsIgnoreCase(content.Slice(at + 2, 3), "xml"u8))
            {
                return true;
            }

            isXml = true;
        }

        return isXml && (extension is "cshtml" || InXml.In(content));
    }

    /// <summary>True when one of the marks that matter in XML stands in the bytes.</summary>
    internal static bool HasXmlMark(ReadOnlySpan<byte> content) => InXml.In(content);

    private static bool IsConfig(string extension) => extension is "config" or "webinfo";
}
