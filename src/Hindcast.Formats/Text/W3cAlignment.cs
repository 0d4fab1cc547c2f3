namespace Hindcast.Formats.Text;

/// <summary>
/// Lines up a W3C row that has more blanks than its header allows. Exchange writes blanks unescaped into the query, the
/// user name and the user agent; columns of a fixed shape (status, port, address ...) show where the others end.
/// </summary>
internal static class W3cAlignment
{
    private const int MaxTokens = 400;
    private const int Impossible = int.MaxValue / 4;

    /// <summary>Gives each header column its stretch of the row.</summary>
    /// <param name="line">The row.</param>
    /// <param name="tokens">Its parts between blanks, more than there are columns.</param>
    /// <param name="fields">The header's columns.</param>
    /// <param name="columns">Takes the columns.</param>
    /// <returns>False when no assignment fits.</returns>
    internal static bool TryAlign(
        ReadOnlySpan<char> line, ReadOnlySpan<Range> tokens, IReadOnlyList<string> fields, Span<Range> columns)
    {
        int tokenCount = tokens.Length, fieldCount = fields.Count;
        if (tokenCount > MaxTokens || fieldCount == 0)
        {
            return false;
        }

        // cost[f, t]: the least cost of giving the tokens from t on to the fields from f on; take[f, t]: how many f takes.
        int width = tokenCount + 1;
        int[] cost = new int[(fieldCount + 1) * width];
        int[] take = new int[fieldCount * width];
        Array.Fill(cost, Impossible, fieldCount * width, width);
        cost[(fieldCount * width) + tokenCount] = 0;
        for (int f = fieldCount - 1; f >= 0; f--)
        {
            int extraCost = ExtraTokenCost(fields[f]);
            int most = extraCost == 0 ? 1 : tokenCount - fieldCount + 1;
            for (int t = 0; t <= tokenCount; t++)
            {
                int best = Impossible, bestTake = 0;
                for (int n = 1; n <= most && t + n <= tokenCount; n++)
                {
                    int rest = cost[((f + 1) * width) + t + n];
                    if (rest >= Impossible)
                    {
                        continue;
                    }

                    int mismatch = extraCost == 0
                        ? (Fits(fields[f], line[tokens[t]]) ? 0 : 50)
                        : (n - 1) * extraCost;
                    if (mismatch + rest < best)
                    {
                        best = mismatch + rest;
                        bestTake = n;
                    }
                }

                cost[(f * width) + t] = best;
                take[(f * width) + t] = bestTake;
            }
        }

        if (cost[0] >= Impossible)
        {
            return false;
        }

        for (int f = 0, t = 0; f < fieldCount; f++)
        {
            int n = take[(f * width) + t];
            columns[f] = tokens[t].Start..tokens[t + n - 1].End;
            t += n;
        }

        return true;
    }

    /// <summary>What a further blank inside this column costs; 0 for columns that never hold one.</summary>
    private static int ExtraTokenCost(string field) => field switch
    {
        "cs-uri-query" => 1,
        "cs(User-Agent)" => 2,
        "cs(Cookie)" => 2,
        "cs(Referer)" => 3,
        "cs-username" => 4,
        "cs-uri-stem" => 5,
        _ => 0,
    };

    private static bool Fits(string field, ReadOnlySpan<char> token)
    {
        switch (field)
        {
            case "date":
                return token.Length == 10 && token[4] == '-' && token[7] == '-';
            case "time":
                return token.Length == 8 && token[2] == ':' && token[5] == ':';
            case "s-ip" or "c-ip":
                return token.IndexOfAnyExcept("0123456789abcdefABCDEF.:%-") < 0 && token.IndexOfAny('.', ':') >= 0;
            case "cs-method":
                return token.Length > 0 && !token.ContainsAnyExcept("ABCDEFGHIJKLMNOPQRSTUVWXYZ_-");
            case "s-port" or "sc-status" or "sc-substatus" or "sc-win32-status" or "time-taken" or "sc-bytes" or "cs-bytes":
                return token.Length > 0 && (token is "-" || !token.ContainsAnyExceptInRange('0', '9'));
            default:
                return true;
        }
    }
}
