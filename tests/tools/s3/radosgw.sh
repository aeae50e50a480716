#!/usr/bin/env bash
# radosgw.sh FOLDER PORT MONITOR_PORT KEY SECRET: runs a Ceph object gateway of its own on loopback until it is ended: a monitor, one object store in memory and
# radosgw, with one user. Prints "ready" when it answers. Everything it writes is in FOLDER.
set -euo pipefail
folder=$1 port=$2 monitor=$3 key=$4 secret=$5
export PATH=$PATH:/usr/sbin:/sbin
children=()
stop() { trap - EXIT TERM INT; [ ${#children[@]} = 0 ] || kill "${children[@]}" 2>/dev/null || true; wait; }
trap 'stop; exit 143' TERM INT
trap stop EXIT
mkdir -p "$folder/mon" "$folder/osd" "$folder/run"
cd "$folder"
fsid=$(cat /proc/sys/kernel/random/uuid)

cat >ceph.conf <<CONF
[global]
fsid = $fsid
mon_initial_members = a
mon_host = v1:127.0.0.1:$monitor
public_addr = 127.0.0.1
cluster_addr = 127.0.0.1
ms_bind_msgr2 = false
keyring = $folder/keyring
run_dir = $folder/run
admin_socket = $folder/run/\$name.\$pid.asok
log_file = $folder/\$name.log
mon_data = $folder/mon
osd_data = $folder/osd
osd_objectstore = memstore
memstore_device_bytes = 2147483648
osd_pool_default_size = 1
osd_pool_default_min_size = 1
osd_pool_default_pg_num = 1
osd_pool_default_pgp_num = 1
osd_pool_default_pg_autoscale_mode = off
osd_crush_chooseleaf_type = 0
mon_allow_pool_size_one = true
mon_warn_on_pool_no_redundancy = false
mon_max_pg_per_osd = 1000
auth_allow_insecure_global_id_reclaim = false
[client.rgw]
rgw_frontends = beast endpoint=127.0.0.1:$port tcp_nodelay=1
rgw_enable_ops_log = true
rgw_ops_log_rados = false
rgw_ops_log_socket_path = $folder/run/ops.sock
CONF
export CEPH_CONF=$folder/ceph.conf

ceph-authtool --create-keyring keyring --gen-key -n mon. --cap mon 'allow *' >/dev/null
ceph-authtool keyring --gen-key -n client.admin --cap mon 'allow *' --cap osd 'allow *' --cap mgr 'allow *' >/dev/null
ceph-authtool keyring --gen-key -n osd.0 --cap mon 'allow profile osd' --cap osd 'allow *' >/dev/null
ceph-authtool keyring --gen-key -n client.rgw --cap mon 'allow rw' --cap osd 'allow rwx' >/dev/null
monmaptool --create --addv a "[v1:127.0.0.1:$monitor]" --fsid "$fsid" monmap >/dev/null
ceph-mon --mkfs -i a --monmap monmap --keyring keyring
ceph-mon -i a -f >mon.out 2>&1 &
children+=($!)
until ceph -s >/dev/null 2>&1; do kill -0 "${children[0]}"; sleep 0.2; done
ceph osd create >/dev/null
ceph auth import -i keyring >/dev/null 2>&1
ceph-osd -i 0 --mkfs --mkjournal >osd.out 2>&1
ceph-osd -i 0 -f >>osd.out 2>&1 &
children+=($!)
until ceph osd stat 2>/dev/null | grep -q '1 up'; do kill -0 "${children[1]}"; sleep 0.2; done
radosgw-admin user create --uid store --display-name store --access-key "$key" --secret "$secret" >user.out 2>&1
radosgw -n client.rgw -f >rgw.out 2>&1 &
children+=($!)
until (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do kill -0 "${children[2]}"; sleep 0.2; done
echo ready
wait "${children[2]}"
