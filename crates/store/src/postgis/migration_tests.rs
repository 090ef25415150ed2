//! Migrations, up, down and up again, on a real server.

use super::{MIGRATOR, PostgisStore};
use portee_tests::postgis::cluster;
use sqlx::Connection;

const TABLES: &str = "SELECT count(*) FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace \
                      WHERE n.nspname = 'public' AND relkind IN ('r', 'v') \
                      AND relname NOT IN ('spatial_ref_sys', 'geography_columns', 'geometry_columns', '_sqlx_migrations')";

#[test]
fn migrations_go_up_and_down_and_up_and_leave_nothing_behind() {
    let Some(cluster) = cluster() else { return };
    let url = cluster.database("migrations");
    let count = || cluster.query(&url, TABLES).trim().to_owned();
    let work = async {
        PostgisStore::connect(&url).await.unwrap();
        assert_eq!(count(), "17");
        let mut connection = sqlx::PgConnection::connect(&url).await.unwrap();
        MIGRATOR.undo(&mut connection, 0).await.unwrap();
        assert_eq!(count(), "0");
        let store = PostgisStore::connect(&url).await.unwrap();
        assert_eq!(count(), "17");
        assert_eq!(store.editions().await.unwrap(), []);
    };
    tokio::runtime::Runtime::new().unwrap().block_on(work);
}
