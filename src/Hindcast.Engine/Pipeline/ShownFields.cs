using Hindcast.Formats.Artefacts;
using Hindcast.Formats.Text;

namespace Hindcast.Engine.Pipeline;

/// <summary>Which columns of a row an observation keeps: those that answer who, what, to where and with what result.</summary>
internal static class ShownFields
{
    private const int MaxChars = 2000;
    private const int MaxFields = 30;

    private static readonly HashSet<string> HttpProxy = new(StringComparer.OrdinalIgnoreCase)
    {
        "RequestId", "Protocol", "UrlHost", "UrlStem", "UrlQuery", "AuthenticationType", "AuthenticatedUser",
        "AnchorMailbox", "UserAgent", "ClientIpAddress", "ServerHostName", "HttpStatus", "BackEndStatus", "ErrorCode",
        "Method", "TargetServer", "RoutingHint", "BackEndCookie", "RequestBytes", "ResponseBytes", "GenericErrors",
    };

    internal static List<KeyValuePair<string, string>> Of(TextRow row)
    {
        List<KeyValuePair<string, string>> fields = [];
        for (int i = 0; i < row.Count && fields.Count < MaxFields; i++)
        {
            if (IsShown(row, i))
            {
                ReadOnlySpan<char> value = row.Value(i);
                fields.Add(new(row.Name(i), value.Length <= MaxChars ? value.ToString() : $"{value[..MaxChars]}..."));
            }
        }

        return fields;
    }

    internal static List<KeyValuePair<string, string>> Of(ArtefactRecord record)
    {
        List<KeyValuePair<string, string>> fields = [];
        if (record.Shape.Item.Length > 0)
        {
            fields.Add(new("Item", record.Shape.Item));
        }

        for (int i = 0; i < record.Values.Count && fields.Count < MaxFields; i++)
        {
            string value = record.Values[i];
            if (value.Length > 0)
            {
                fields.Add(new(record.Shape.Fields[i], value.Length <= MaxChars ? value : $"{value[..MaxChars]}..."));
            }
        }

        return fields;
    }

    /// <summary>True for a column that holds something and is worth keeping.</summary>
    internal static bool IsShown(TextRow row, int column)
    {
        ReadOnlySpan<char> value = row.Value(column);
        return !value.IsEmpty && value is not "-" && (row.Header!.Kind != TextKinds.HttpProxy || HttpProxy.Contains(row.Name(column)));
    }
}
