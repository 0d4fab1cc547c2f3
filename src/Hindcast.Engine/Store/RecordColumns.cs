namespace Hindcast.Engine.Store;

/// <summary>Which stored column a log's own column goes to, by its name.</summary>
internal static class RecordColumns
{
    private static readonly Dictionary<string, RecordColumn> ByName = new(StringComparer.OrdinalIgnoreCase)
    {
        ["date"] = RecordColumn.None,
        ["time"] = RecordColumn.None,
        ["DateTime"] = RecordColumn.None,
        ["date-time"] = RecordColumn.None,
        ["TimeStamp"] = RecordColumn.None,
        ["c-ip"] = RecordColumn.Client,
        ["ClientIpAddress"] = RecordColumn.Client,
        ["client-ip"] = RecordColumn.Client,
        ["cs-username"] = RecordColumn.UserName,
        ["AuthenticatedUser"] = RecordColumn.UserName,
        ["cs-method"] = RecordColumn.Method,
        ["Method"] = RecordColumn.Method,
        ["cs-host"] = RecordColumn.Host,
        ["UrlHost"] = RecordColumn.Host,
        ["cs-uri-stem"] = RecordColumn.Path,
        ["UrlStem"] = RecordColumn.Path,
        ["cs-uri-query"] = RecordColumn.Query,
        ["UrlQuery"] = RecordColumn.Query,
        ["sc-status"] = RecordColumn.Status,
        ["HttpStatus"] = RecordColumn.Status,
        ["cs-bytes"] = RecordColumn.BytesIn,
        ["RequestBytes"] = RecordColumn.BytesIn,
        ["sc-bytes"] = RecordColumn.BytesOut,
        ["ResponseBytes"] = RecordColumn.BytesOut,
        ["time-taken"] = RecordColumn.Duration,
        ["TotalRequestTime"] = RecordColumn.Duration,
        ["cs(User-Agent)"] = RecordColumn.Agent,
        ["UserAgent"] = RecordColumn.Agent,
        ["AnchorMailbox"] = RecordColumn.Mailbox,
        ["EventID"] = RecordColumn.EventId,
        ["Computer"] = RecordColumn.Computer,
    };

    /// <summary>The stored column of a log's column.</summary>
    internal static RecordColumn Of(string name) => ByName.GetValueOrDefault(name);

    /// <summary>True for a stored column that holds a number.</summary>
    internal static bool IsNumber(RecordColumn column) => column is RecordColumn.Status or RecordColumn.BytesIn or RecordColumn.BytesOut
        or RecordColumn.Duration or RecordColumn.EventId;
}
