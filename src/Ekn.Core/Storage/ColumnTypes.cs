using System.Data;
using System.Globalization;
using Dapper;
using Ekn.Core.Calendar;
using Ekn.Core.Channels.Sms;
using Ekn.Core.Texts;

namespace Ekn.Core.Storage;

/// <summary>How our own types stand in columns: instants as 2026-12-01T11:00:00.000Z, dates and nights as 2026-12-01.</summary>
internal static class ColumnTypes
{
    private const string InstantFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
    private const string DateFormat = "yyyy-MM-dd";
    private static int registered;

    public static void Register()
    {
        if (Interlocked.Exchange(ref registered, 1) == 1)
        {
            return;
        }
        DefaultTypeMap.MatchNamesWithUnderscores = true;
        SqlMapper.RemoveTypeMap(typeof(DateTimeOffset));
        SqlMapper.RemoveTypeMap(typeof(DateTimeOffset?));
        SqlMapper.RemoveTypeMap(typeof(DateOnly));
        SqlMapper.RemoveTypeMap(typeof(DateOnly?));
        SqlMapper.RemoveTypeMap(typeof(TimeOnly));
        SqlMapper.RemoveTypeMap(typeof(TimeOnly?));
        SqlMapper.AddTypeHandler(
            new TextColumn<DateTimeOffset>(
                value => value.UtcDateTime.ToString(InstantFormat, CultureInfo.InvariantCulture),
                text =>
                    DateTimeOffset.ParseExact(
                        text,
                        InstantFormat,
                        CultureInfo.InvariantCulture,
                        DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal
                    )
            )
        );
        SqlMapper.AddTypeHandler(
            new TextColumn<DateOnly>(
                value => value.ToString(DateFormat, CultureInfo.InvariantCulture),
                text => DateOnly.ParseExact(text, DateFormat, CultureInfo.InvariantCulture)
            )
        );
        SqlMapper.AddTypeHandler(new TextColumn<Night>(value => value.ToString(), Night.Parse));
        SqlMapper.AddTypeHandler(new TextColumn<Note>(value => value.Stored, Note.Read));
        SqlMapper.AddTypeHandler(new TextColumn<PhoneNumber>(value => value.Value, PhoneNumber.Parse));
    }

    private sealed class TextColumn<T>(Func<T, string> write, Func<string, T> read) : SqlMapper.TypeHandler<T>
    {
        public override void SetValue(IDbDataParameter parameter, T? value)
        {
            parameter.DbType = DbType.String;
            parameter.Value = value is null ? DBNull.Value : write(value);
        }

        public override T Parse(object value) => read((string)value);
    }
}
