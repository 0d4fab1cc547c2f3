using System.Xml;

namespace Hindcast.Formats.Orion;

/// <summary>
/// The two settings of <c>SolarWinds.Orion.Core.BusinessLayer.dll.config</c> in which the SUNBURST implant kept its state. The
/// file is untrusted: no document type, nothing outside, at most 8 million characters.
/// </summary>
/// <param name="ReportWatcherRetry">Text of the setting; null when it is not there.</param>
/// <param name="ReportWatcherPostpone">Text of the setting; null when it is not there.</param>
public sealed record OrionConfig(string? ReportWatcherRetry, string? ReportWatcherPostpone)
{
    private const long MaxChars = 8_000_000;

    /// <summary>Reads a file; null, with the reason, when it is no XML.</summary>
    public static OrionConfig? Read(Stream stream, out string fault)
    {
        fault = "";
        string? retry = null, postpone = null;
        XmlReaderSettings settings = new()
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            MaxCharactersInDocument = MaxChars,
        };
        try
        {
            using XmlReader reader = XmlReader.Create(stream, settings);
            bool inSettings = false;
            while (reader.Read())
            {
                if (reader.LocalName == "appSettings")
                {
                    inSettings = reader.NodeType == XmlNodeType.Element && !reader.IsEmptyElement;
                }
                else if (inSettings && reader is { NodeType: XmlNodeType.Element, LocalName: "add" })
                {
                    string? value = reader.GetAttribute("value");
                    switch (reader.GetAttribute("key"))
                    {
                        case "ReportWatcherRetry":
                            retry ??= value;
                            break;
                        case "ReportWatcherPostpone":
                            postpone ??= value;
                            break;
                    }
                }
            }
        }
        catch (XmlException problem)
        {
            fault = problem.Message;
            return null;
        }

        return new OrionConfig(retry, postpone);
    }
}
